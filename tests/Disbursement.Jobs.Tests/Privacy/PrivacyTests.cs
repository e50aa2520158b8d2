using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>The key ring, sealed values, claimant keys and masks.</summary>
[TestFixture]
internal sealed class PrivacyTests
{
    private string _data = "";

    private string RingFile => Directory.GetFiles(Path.Combine(_data, "keys")).Single();

    [SetUp]
    public void MakeFolder() => _data = Directory.CreateTempSubdirectory("privacy").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_data, recursive: true);

    [Test]
    public void A_ring_is_made_on_first_use_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows keeps rights in another way.");
            return;
        }

        KeyRing.Open(_data, hasData: false);

        Assert.That(
            (File.GetUnixFileMode(RingFile), File.GetUnixFileMode(Path.GetDirectoryName(RingFile)!)),
            Is.EqualTo((UnixFileMode.UserRead | UnixFileMode.UserWrite,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)));
    }

    [Test]
    public void Nodes_that_make_a_ring_at_once_over_a_new_folder_have_one_between_them()
    {
        string file = Path.Combine(_data, "keys", "keyring.json");
        Disbursement.Jobs.Privacy.RingFile.Write(RingKeys.Make(), file, replacing: false);
        byte[] first = File.ReadAllBytes(file);

        Disbursement.Jobs.Privacy.RingFile.Write(RingKeys.Make(), file, replacing: false);

        Assert.That(File.ReadAllBytes(RingFile), Is.EqualTo(first), "and nothing is left beside it");
    }

    /// <summary>A node that is killed while it writes one leaves it beside; another one may write its own at this moment.</summary>
    [Test]
    public void First_rings_that_were_never_used_are_deleted_once_there_is_one()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_data, "keys")).FullName;
        string left = Path.Combine(folder, "keyring.json.gone-1-1.new"), rotation = Path.Combine(folder, "keyring.json.new");
        File.WriteAllText(left, "half");
        Disbursement.Jobs.Privacy.RingFile.DeleteLeft(_data);
        Assert.That(File.Exists(left), Is.True, "it may be the one that is about to be the ring");
        KeyRing.Open(_data, hasData: false);
        File.WriteAllText(rotation, "half");

        Disbursement.Jobs.Privacy.RingFile.DeleteLeft(_data);

        Assert.That(Directory.GetFiles(folder), Is.EquivalentTo([Path.Combine(folder, "keyring.json"), rotation]));
    }

    [Test]
    public void A_ring_that_is_opened_again_opens_what_it_sealed_and_knows_the_same_people()
    {
        KeyRing first = KeyRing.Open(_data, hasData: false).Ring!, second = KeyRing.Open(_data, hasData: true).Ring!;
        CitizenId id = Id("320302198503040028"[..17]);

        Assert.That((Opened(second, Sealed(first, "王秀英")), KeyOf(second, id)), Is.EqualTo(("王秀英", KeyOf(first, id))));
    }

    [Test]
    public void Nodes_that_start_at_once_over_a_new_folder_have_one_ring_between_them()
    {
        for (int round = 0; round < 20; round++)
        {
            string data = Path.Combine(_data, $"{round}");
            using Barrier start = new(8);
            byte[][] rings = [.. Enumerable.Range(0, start.ParticipantCount).AsParallel().WithDegreeOfParallelism(start.ParticipantCount)
                .WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(_ =>
                {
                    start.SignalAndWait();
                    return KeyRing.Open(data, hasData: false).Ring!.Lookup;
                })];

            Assert.That(rings, Is.All.EqualTo(KeyRing.Open(data, hasData: true).Ring!.Lookup));
            Assert.That(Directory.GetFiles(KeyRing.FolderOf(data)), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Of_many_who_give_a_file_the_same_new_name_one_succeeds()
    {
        for (int round = 0; round < 200; round++)
        {
            string place = Path.Combine(_data, $"{round}");
            using Barrier start = new(8);
            string[] winners = [.. Enumerable.Range(0, start.ParticipantCount).AsParallel().WithDegreeOfParallelism(start.ParticipantCount)
                .WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(number =>
                {
                    string mine = $"{place}.{number}";
                    File.WriteAllText(mine, mine);
                    start.SignalAndWait();
                    try
                    {
                        PrivateFile.MoveNew(mine, place);
                        return mine;
                    }
                    catch (IOException) when (File.Exists(mine))
                    {
                        return null;
                    }
                }).OfType<string>()];

            Assert.That(winners, Is.EqualTo(new[] { File.ReadAllText(place) }));
        }
    }

    [Test]
    [Platform("Linux")]
    public void What_died_under_a_second_name_is_not_written_over_in_its_place()
    {
        string place = Path.Combine(_data, "place"), beside = place + ".new";
        File.WriteAllText(beside, "the file");
        PrivateFile.MoveNew(beside, place);
        using (Process link = Process.Start("ln", [place, beside]))
            link.WaitForExit();

        using (FileStream next = PrivateFile.CreateBeside(beside))
            next.WriteByte((byte)'x');

        Assert.That((File.ReadAllText(beside), File.ReadAllText(place)), Is.EqualTo(("x", "the file")));
    }

    [Test]
    public void A_missing_ring_over_sealed_data_is_refused_and_none_is_made()
    {
        (KeyRing? ring, string? refusal) = KeyRing.Open(_data, hasData: true);

        Assert.That((ring is null, refusal!.Contains("missing", StringComparison.Ordinal), Directory.Exists(Path.Combine(_data, "keys"))),
            Is.EqualTo((true, true, false)));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"lookup\":\"AAAA\",\"sealing\":[]}")]
    [TestCase("{\"lookup\":\"?\",\"sealing\":[{\"id\":1,\"key\":\"?\"}]}")]
    [TestCase("{\"lookup\":null,\"sealing\":null}")]
    public void A_damaged_ring_is_refused_and_left_as_it_is(string content)
    {
        KeyRing.Open(_data, hasData: false);
        File.WriteAllText(RingFile, content);

        (KeyRing? ring, string? refusal) = KeyRing.Open(_data, hasData: false);

        Assert.That((ring is null, refusal?.Contains("damaged", StringComparison.Ordinal), File.ReadAllText(RingFile)),
            Is.EqualTo((true, true, content)));
    }

    [Test]
    public void Sealing_one_value_twice_gives_two_different_values()
    {
        KeyRing ring = KeyRing.Fleeting();
        using Sealer sealer = new(ring);
        HashSet<string> values = [];
        for (int i = 0; i < 2000; i++)
        {
            values.Add(Convert.ToHexString(sealer.Seal("abc"u8, SealedPlace.Payee(1))));
        }

        Assert.That(values, Has.Count.EqualTo(2000));
    }

    [Test]
    public void A_sealed_value_that_was_altered_anywhere_is_not_opened()
    {
        KeyRing ring = KeyRing.Fleeting();
        byte[] value = Sealed(ring, "王秀英");
        for (int i = 0; i < value.Length; i++)
        {
            byte[] altered = [.. value];
            altered[i] ^= 1;
            Assert.That(() => Opened(ring, altered), Throws.InstanceOf<CryptographicException>(), $"byte {i}");
        }
    }

    [Test]
    public void A_sealed_value_is_opened_in_its_own_row_and_table_alone()
    {
        KeyRing ring = KeyRing.Fleeting();
        byte[] value = Sealed(ring, "王秀英");

        Assert.That(Opened(ring, value), Is.EqualTo("王秀英"));
        foreach (SealedPlace other in new[] { SealedPlace.Claimant(Place.Row + 1), SealedPlace.ReturnLine(Place.Row),
            SealedPlace.Payee((int)Place.Row), SealedPlace.SessionKeys })
            Assert.That(() => Opened(ring, value, other), Throws.InstanceOf<CryptographicException>(), $"{other}");
    }

    [Test]
    public void Another_ring_opens_nothing_and_knows_nobody()
    {
        KeyRing one = KeyRing.Fleeting(), other = KeyRing.Fleeting();
        CitizenId id = Id("32030219850304002");

        Assert.That(() => Opened(other, Sealed(one, "x")), Throws.InstanceOf<CryptographicException>());
        Assert.That(KeyOf(one, id), Is.Not.EqualTo(KeyOf(other, id)));
    }

    [TestCase("320302198503041234", "3203**********1234")]
    [TestCase("12345678", "********")]
    [TestCase("", "")]
    public void An_id_number_shows_its_ends(string id, string masked) => Assert.That(Masking.Id(id), Is.EqualTo(masked));

    [TestCase("6222000000000000123", "6222************123")]
    [TestCase("12345678", "1234*678")]
    [TestCase("1234567", "*******")]
    public void An_account_shows_its_ends(string account, string masked) => Assert.That(Masking.Account(account), Is.EqualTo(masked));

    private static SealedPlace Place => SealedPlace.Claimant(7);

    private static CitizenId Id(string digits) => new(ulong.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));

    private static ClaimantKey KeyOf(KeyRing ring, CitizenId id)
    {
        using ClaimantKeys keys = new(ring);
        return keys.Of(id);
    }

    private static byte[] Sealed(KeyRing ring, string text)
    {
        using Sealer sealer = new(ring);
        return sealer.Seal(Encoding.UTF8.GetBytes(text), Place);
    }

    private static string Opened(KeyRing ring, byte[] value, SealedPlace? place = null)
    {
        using Sealer sealer = new(ring);
        return Encoding.UTF8.GetString(sealer.Open(value, place ?? Place));
    }
}
