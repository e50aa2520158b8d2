using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Review.Host;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Through;

/// <summary>Whoever comes to the socket without a right, with rubbish, or with a name that is not theirs.</summary>
[TestFixture]
internal sealed class UninvitedTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Secret = "what stands in a file of the service alone";

    private TestOffice _office = null!;
    private RunningService _service = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Inputs.Roster("b.csv", A.Household(41, "320303001001"));
        _office.Run();
        _service = new RunningService(_office);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _service.Dispose();
        _office.Dispose();
    }

    [Test]
    public void The_socket_is_for_its_owner_and_group_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("skipped: Windows has no such rights");
            return;
        }

        Assert.That(File.GetUnixFileMode(_service.Socket), Is.EqualTo(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
    }

    [TestCase("li", "wrong")]
    [TestCase("nobody", TestOffice.Password)]
    public void A_wrong_password_and_an_unknown_name_are_answered_alike(string name, string password)
    {
        Said said = _service.Give([password], "batches", "--as", name, "--password-stdin");

        Assert.That((said.Exit, said.Output), Is.EqualTo((3, "")), said.Errors);
        Assert.That(said.Errors, Does.StartWith("The name, the password or the code is wrong"));
        Assert.That(_office.LastAct()["act"], Is.EqualTo("sign-in"));
    }

    /// <summary>The code of the second factor is answered for with the password, and asked of nobody in particular.</summary>
    [Test]
    public void A_second_factor_is_asked_for_here_too()
    {
        byte[] secret = _office.Enrol("wu");
        Said without = _service.Give("wu", "batches"),
            with = _service.Give("wu", "batches", "--totp", FactorCodes.At(secret, TimeProvider.System.GetUtcNow()));

        Assert.That((without.Exit, with.Exit), Is.EqualTo((3, 0)), without.Errors + with.Errors);
        Assert.That(without.Errors, Does.StartWith("The name, the password or the code is wrong"));
    }

    /// <summary>On a terminal of the caller, which the service itself does not have.</summary>
    [Test]
    public void The_password_is_asked_for_on_the_callers_terminal_and_not_shown()
    {
        string words = $"DISBURSE__Acts__OnlyThroughService=true DISBURSE__Acts__Socket='{_service.Socket}' dotnet "
            + $"'{Path.Combine(AppContext.BaseDirectory, "disburse.dll")}' batches --as li --lang en";
        ToolAnswer screen = RequiredTool.Run("bash", ["-c",
            $"cd '{_service.Home}'; (sleep 4; printf '%s\\r' '{TestOffice.Password}'; sleep 3; printf '\\r'; sleep 4) | "
                + $"script -qec \"{words}\" /dev/null"]);

        Assert.That(screen.Output, Does.Contain("Password of li: ").And.Contain("Code of li").And.Contain(Batch));
        Assert.That(screen.Output, Does.Not.Contain(TestOffice.Password));
    }

    [Test]
    public void Nobody_reads_without_signing_in()
    {
        Said said = _service.Give([], "batches");

        Assert.That((said.Exit, said.Output), Is.EqualTo((2, "")), said.Errors);
        Assert.That(said.Errors, Does.Contain("--as"));
    }

    [TestCase("chen", "batches")]
    [TestCase("li", "ledger", "export", "--format", "csv")]
    [TestCase("li", "acts")]
    [TestCase("zhao", "users", "list")]
    [TestCase("sun", "batch", "show", Batch)]
    [TestCase("sun", "batches")]
    [TestCase("sun", "batches", "--county", "320302")]
    public void Nobody_reads_what_the_console_would_not_show_them(string officer, params string[] words)
    {
        Said said = _service.Give(officer, words);

        Assert.That((said.Exit, said.Output), Is.EqualTo((3, "")), said.Errors);
    }

    [Test]
    public void A_reviewer_of_some_counties_explains_persons_of_these_and_of_no_other()
    {
        Said own = _service.Give("sun", "explain", "--id", A.Household(41, "320303001001").MotherId),
            other = _service.Give("sun", "explain", "--id", A.Household(1).MotherId),
            anybody = _service.Give("li", "explain", "--id", A.Household(1).MotherId);

        Assert.That((own.Exit, other.Exit, anybody.Exit), Is.EqualTo((0, 1, 0)), own.Errors + other.Errors);
        Assert.That(own.Output, Does.Contain("H-00041"));
        Assert.That(anybody.Output, Does.Contain("H-00001"));
        Assert.That(other.Output, Does.Not.Contain("H-00001").And.Not.Contain("320302"));
    }

    [Test]
    public void A_reviewer_reads_the_own_county() =>
        Assert.That(_service.Give("sun", "batches", "--county", "320303").Exit, Is.Zero);

    [TestCase("--data", "data")]
    [TestCase("--inputs", "inputs")]
    [TestCase("--logs", "logs")]
    public void No_caller_names_a_place_of_the_service(string option, string value)
    {
        Said said = _service.Give("li", "batch", "approve", Batch, option, value);

        Assert.That((said.Exit, said.Errors.Contains("leave them out", StringComparison.Ordinal)), Is.EqualTo((2, true)), said.Errors);
    }

    /// <summary>The program itself sends no file that it cannot read; this caller names one and lies about it.</summary>
    [TestCase("returns import FILE")]
    [TestCase("corrections import --year 2026 FILE")]
    public async Task A_file_that_the_caller_names_is_never_opened_by_the_service(string words)
    {
        string secret = Path.Combine(_office.Inputs.Root, "secret.csv");
        await File.WriteAllTextAsync(secret, Secret);
        string[] named = [.. $"{words} --as zhang --password-stdin --lang en".Split(' ').Select(word => word == "FILE" ? secret : word)];

        (int exit, string said) = await TestCaller.Talk(_service.Socket, named, []);
        Assert.That((exit, said), Is.EqualTo((2, "There is no file secret.csv.\n")));

        (exit, said) = await TestCaller.Talk(_service.Socket, named, [new VerbFile(secret, 5)]);
        Assert.That((exit, said.Contains("changed", StringComparison.Ordinal)), Is.EqualTo((2, true)), said);
        Assert.That(said, Does.Not.Contain(Secret));
    }

    [TestCase("archive export --to TARGET --reason check 2026-1")]
    [TestCase("ledger export --format csv --out TARGET")]
    [TestCase("forecast --years 1 --to TARGET")]
    [TestCase("decisions --run 2026-1 --out TARGET")]
    public async Task A_file_that_the_caller_names_is_never_written_by_the_service(string words)
    {
        string target = Path.Combine(_office.Inputs.Root, "planted");

        await TestCaller.Talk(_service.Socket, [.. $"{words} --as zhao --password-stdin --lang en".Split(' ')
            .Select(word => word == "TARGET" ? target : word)], []);

        Assert.That(Path.Exists(target), Is.False);
    }

    [TestCase("run --year 2026")]
    [TestCase("db backup copy.db")]
    [TestCase("keys rotate")]
    [TestCase("serve")]
    [TestCase("no such verb")]
    [TestCase("batches --config /etc/passwd")]
    public async Task The_service_itself_refuses_what_does_not_go_through_it(string words)
    {
        (int exit, _) = await TestCaller.Talk(_service.Socket, words.Split(' '), []);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(_service.HasExited, Is.False);
    }

    [Test]
    public async Task A_program_of_another_version_is_told_so()
    {
        (int exit, string said) = await TestCaller.Talk(_service.Socket, ["batches"], [], version: "0.0.1");

        Assert.That((exit, said.Contains("version", StringComparison.Ordinal)), Is.EqualTo((2, true)), said);
    }

    [Test]
    public void Rubbish_leaves_the_service_as_it_was()
    {
        byte[][] rubbish =
        [
            [0, 255, 1, 254], [], Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), new byte[1 << 20],
            Encoding.ASCII.GetBytes("POST /verbs HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n"),
        ];
        foreach (byte[] bytes in rubbish)
        {
            using Socket socket = Connect();
            try
            {
                socket.Send(bytes);
            }
            catch (SocketException)
            {
                // Cut off in the middle of it.
            }
        }

        Assert.That(_service.Give("li", "batches").Exit, Is.Zero);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""
        { "Version": null, "Words": null, "Width": 1, "IsInputRedirected": true, "IsOutputRedirected": true, "Variables": null,
          "Files": null }
        """)]
    public async Task A_greeting_that_is_none_is_not_answered(string hello)
    {
        using ClientWebSocket socket = await TestCaller.Reach(_service.Socket);
        await socket.SendAsync(Encoding.UTF8.GetBytes("h" + hello), WebSocketMessageType.Binary, true, CancellationToken.None);
        using Frames frames = new(socket, TimeSpan.FromSeconds(20));

        Assert.That(await frames.Receive(CancellationToken.None), Is.Null);
        Assert.That(_service.HasExited, Is.False);
    }

    [Test]
    public async Task A_greeting_that_is_longer_than_a_message_may_be_is_not_answered()
    {
        using ClientWebSocket socket = await TestCaller.Reach(_service.Socket);
        await socket.SendAsync(new byte[2 * Frames.Longest], WebSocketMessageType.Binary, true, CancellationToken.None);
        using Frames frames = new(socket, TimeSpan.FromSeconds(20));

        Assert.That(await frames.Receive(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)), Is.Null);
    }

    [Test]
    public async Task Whoever_says_nothing_is_hung_up_on()
    {
        using ClientWebSocket socket = await TestCaller.Reach(_service.Socket);
        using Frames frames = new(socket, TimeSpan.FromSeconds(20));

        Assert.That(await frames.Receive(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)), Is.Null);
    }

    [Test]
    public void One_user_who_holds_many_connections_keeps_no_other_out()
    {
        if (!RunningService.IsRoot)
            Assert.Ignore("skipped: only root can be two users of the machine");
        Socket[] held = [.. Enumerable.Range(0, 2 * VerbDoor.Most).Select(_ => Connect())];
        try
        {
            Assert.That(_service.Give("li", "batches").Exit, Is.Zero);
        }
        finally
        {
            foreach (Socket socket in held)
                socket.Dispose();
        }
    }

    [Test]
    public async Task Neither_door_leads_to_the_other()
    {
        using HttpClient console = new();
        using HttpResponseMessage verbs = await console.GetAsync(new Uri($"{_service.Url}/verbs"));
        using HttpRequestMessage asked = new(HttpMethod.Get, new Uri("http://localhost/sign-in"));
        using SocketsHttpHandler handler = new()
        {
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new NetworkStream(Connect(), ownsSocket: true)),
        };
        using HttpMessageInvoker invoker = new(handler);
        using HttpResponseMessage page = await invoker.SendAsync(asked, CancellationToken.None);
        using ClientWebSocket socket = new();

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(verbs.StatusCode, Is.Not.EqualTo(HttpStatusCode.SwitchingProtocols));
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri(_service.Url.Replace("http:", "ws:", StringComparison.Ordinal) + "/verbs"), default));
    }

    private Socket Connect()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_service.Socket));
        return socket;
    }
}
