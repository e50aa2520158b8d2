using System.Net;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>A client without a browser: it requests pages and sends forms.</summary>
internal sealed partial class Walker : IDisposable
{
    public const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _http;
    private readonly HttpClientHandler _cookies = new() { AllowAutoRedirect = false };

    public Walker(TestConsole console)
        : this(console.Address)
    {
    }

    public Walker(Uri address) => _http = new HttpClient(_cookies) { BaseAddress = address };

    /// <summary>What the service has left with the client.</summary>
    public IEnumerable<Cookie> Cookies => _cookies.CookieContainer.GetAllCookies();

    public async Task<Walker> SignIn(string name, string password = TestOffice.Password, string code = "", string back = "/")
    {
        using HttpResponseMessage answer =
            await Send("/sign-in", "/session/open", ("name", name), ("password", password), ("code", code), ("back", back));
        Place = answer.Headers.Location?.ToString();
        return this;
    }

    /// <summary>Another client with copies of this one's cookies.</summary>
    public Walker Copy(TestConsole console)
    {
        Walker copy = new(console);
        copy._cookies.CookieContainer.Add(_cookies.CookieContainer.GetAllCookies());
        return copy;
    }

    public Task<HttpResponseMessage> SignOut() => Send("/", "/session/close");

    /// <summary>Where the last sign-in led.</summary>
    public string? Place { get; private set; }

    public async Task<(HttpStatusCode Status, string? Place, string Body)> Get(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form as a page of the service would, with the token that the page carries.</summary>
    public async Task<HttpResponseMessage> Send(string page, string to, params (string Name, string Value)[] values) =>
        await Post(to, [.. values, (TokenField, await Token(page))]);

    /// <summary>The token of the forms of a page; empty where it has none.</summary>
    public async Task<string> Token(string page) => Given().Match((await Get(page)).Body).Groups[1].Value;

    public async Task<HttpResponseMessage> Post(string to, params (string Name, string Value)[] values)
    {
        using FormUrlEncodedContent form = new(values.Select(value => new KeyValuePair<string, string>(value.Name, value.Value)));
        return await _http.PostAsync(new Uri(to, UriKind.Relative), form);
    }

    public async Task<HttpResponseMessage> Head(string path) =>
        await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    public void Dispose()
    {
        _http.Dispose();
        _cookies.Dispose();
    }

    [GeneratedRegex($"name=\"{TokenField}\" value=\"([^\"]+)\"")]
    private static partial Regex Given();
}
