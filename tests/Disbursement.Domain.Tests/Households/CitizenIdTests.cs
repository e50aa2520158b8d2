using System.Text;
using Disbursement.Domain.Households;

namespace Disbursement.Domain.Tests.Households;

internal sealed class CitizenIdTests
{
    [TestCase("11010519491231002X", "1949-12-31", true)]
    [TestCase("440524188001010014", "1880-01-01", false)]
    [TestCase("320302197508150022", "1975-08-15", true)]
    [TestCase("320302200002290014", "2000-02-29", false)]
    [TestCase("320302000101010018", "0001-01-01", false)]
    public void Reads_18_characters_and_shows_the_same(string text, string born, bool isFemale)
    {
        Assert.That(Read(text, out CitizenId id), Is.EqualTo(CitizenIdDefect.None));
        Assert.That(id.BirthDate, Is.EqualTo(A.Day(born)));
        Assert.That(id.IsFemale, Is.EqualTo(isFemale));
        Assert.That(id.ToString(), Is.EqualTo(text));
    }

    [Test]
    public void A_lower_case_x_is_the_same_number()
    {
        Assert.That(Read("11010519491231002x", out CitizenId lower), Is.EqualTo(CitizenIdDefect.None));
        Assert.That(Read("11010519491231002X", out CitizenId upper), Is.EqualTo(CitizenIdDefect.None));
        Assert.That(lower, Is.EqualTo(upper));
        Assert.That(lower.ToString(), Is.EqualTo("11010519491231002X"));
    }

    [Test]
    public void Fifteen_digits_are_the_same_number_of_the_twentieth_century()
    {
        Assert.That(Read("110105491231002", out CitizenId first), Is.EqualTo(CitizenIdDefect.None));
        Assert.That(first.ToString(), Is.EqualTo("11010519491231002X"));
    }

    [TestCase("")]
    [TestCase("11010519491231002")]
    [TestCase("11010519491231002X0")]
    [TestCase("1101054912310021")]
    [TestCase("11010549123100")]
    public void Refuses_another_length(string text) => Refuses(text, CitizenIdDefect.Length);

    [TestCase("1101051949123100AX")]
    [TestCase("X1010519491231002X")]
    [TestCase("11010519491231002Y")]
    [TestCase("11010519491231002 ")]
    [TestCase("11010519491231002/")]
    [TestCase("11010519491231002:")]
    [TestCase("11010549123100X")]
    [TestCase("1101 5491231002")]
    public void Refuses_anything_but_digits_and_a_final_x(string text) => Refuses(text, CitizenIdDefect.Characters);

    [TestCase("110105194912310020")]
    [TestCase("110105194912310021")]
    [TestCase("11010519491231003X")]
    [TestCase("11010519491213002X")]
    [TestCase("44052418800101001X")]
    public void Refuses_a_check_character_that_does_not_follow(string text) => Refuses(text, CitizenIdDefect.CheckCharacter);

    [TestCase("320302202302290015")]
    [TestCase("320302190002290018")]
    [TestCase("320302197513010016")]
    [TestCase("320302197500010017")]
    [TestCase("320302197501000013")]
    [TestCase("320302197501320017")]
    [TestCase("320302000001010010")]
    [TestCase("110105490229002")]
    public void Refuses_a_birth_date_that_does_not_exist(string text) => Refuses(text, CitizenIdDefect.BirthDate);

    [Test]
    public void Refuses_every_other_check_character()
    {
        foreach (char check in "0123456789X".Where(check => check != 'X'))
            Refuses("11010519491231002" + check, CitizenIdDefect.CheckCharacter);
    }

    [Test]
    public void White_space_around_a_text_is_no_part_of_the_number()
    {
        Assert.That(CitizenId.TryParse(" 11010519491231002X\t", out CitizenId id), Is.True);
        Assert.That(id.IsGiven, Is.True);
        Assert.That(CitizenId.TryParse("1101051949123100２X", out _), Is.False, "a full-width digit is none");
    }

    [Test]
    public void No_number_is_shown_as_nothing()
    {
        Assert.That(default(CitizenId).IsGiven, Is.False);
        Assert.That(default(CitizenId).ToString(), Is.Empty);
    }

    [Test]
    public void Numbers_made_for_tests_are_right()
    {
        CitizenId id = A.Id(Role.Mother, A.Day("1975-08-15"));

        Assert.That(id.ToString(), Is.EqualTo("320302197508150022"));
        Assert.That(Read(id.ToString(), out CitizenId read), Is.EqualTo(CitizenIdDefect.None));
        Assert.That(read, Is.EqualTo(id));
        Assert.That(read.CompareTo(A.Id(Role.Father, A.Day("1975-08-15"))), Is.Positive);
    }

    private static void Refuses(string text, CitizenIdDefect defect)
    {
        Assert.That(Read(text, out CitizenId id), Is.EqualTo(defect));
        Assert.That(id.IsGiven, Is.False);
    }

    private static CitizenIdDefect Read(string text, out CitizenId id) => CitizenId.Read(Encoding.ASCII.GetBytes(text), out id);
}
