using System.Net;
using System.Net.NetworkInformation;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Review.Settings;

/// <summary>What stands between the console and its browsers: who may speak for them, and under which names they may come.</summary>
/// <param name="Proxies">Addresses of proxies whose forwarded headers are believed; nobody else's are.</param>
/// <param name="Networks">The same, whole networks.</param>
/// <param name="Hosts">Names under which the console may be asked for; none for those of the machine itself.</param>
internal sealed record Surroundings(IReadOnlyList<IPAddress> Proxies, IReadOnlyList<IPNetwork> Networks, IReadOnlyList<string> Hosts)
{
    private const string ProxiesKey = "Proxies";
    private const string HostsKey = "AllowedHosts";

    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>No proxy, and the names of the machine itself.</summary>
    public static Surroundings None { get; } = new([], [], []);

    public bool HasProxies => Proxies.Count + Networks.Count > 0;

    /// <summary>Reads the lists <c>Proxies</c> and <c>AllowedHosts</c>, each a list or one line joined by commas.</summary>
    /// <exception cref="RunRefusal">A value is no address, network or name; every one is named.</exception>
    public static Surroundings Read(IConfiguration configuration)
    {
        List<string> mistakes = [];
        List<IPAddress> proxies = [];
        List<IPNetwork> networks = [];
        foreach (string text in Lines(configuration, ProxiesKey))
        {
            if (IPAddress.TryParse(text, out IPAddress? address))
                proxies.Add(address);
            else if (IPNetwork.TryParse(text, out IPNetwork network))
                networks.Add(network);
            else
                mistakes.Add($"{ProxiesKey} '{text}' is no address such as 10.0.0.5 and no network such as 10.0.0.0/24.");
        }

        string[] hosts = [.. Lines(configuration, HostsKey)];
        mistakes.AddRange(hosts.Where(host => host.AsSpan().ContainsAny("/ *") || host.Contains("://", StringComparison.Ordinal))
            .Select(host => $"{HostsKey} '{host}' is no name of a host such as pay.example.gov.cn."));
        return mistakes.Count == 0
            ? new Surroundings(proxies, networks, hosts)
            : throw new RunRefusal($"The configuration of the console has {Counted.Of(mistakes.Count, "mistake")}. Nothing was started.",
                mistakes);
    }

    /// <summary>
    /// The names under which the console answers. Those that are configured; else those of the machine and of the addresses on which it
    /// listens. The loopback's always, for whoever watches the service on its machine.
    /// </summary>
    public IReadOnlyList<string> HostsOf(string urls) =>
        [.. (Hosts.Count > 0 ? Hosts : Listening(urls)).Concat(Loopback).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The same names as a certificate gives them: addresses without brackets.</summary>
    public IEnumerable<string> NamesOf(string urls) => HostsOf(urls).Select(host => host.Trim('[', ']'));

    private static IEnumerable<string> Listening(string urls) => urls.Split(';').SelectMany(url =>
        new Uri(url) is var address && IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out IPAddress? ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? AddressesOfMachine() : [address.Host])
        .Append(Environment.MachineName);

    private static IEnumerable<string> AddressesOfMachine() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
        .Where(address => !address.IsIPv6LinkLocal)
        .Select(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString());

    private static IEnumerable<string> Lines(IConfiguration configuration, string key) => configuration.GetSection(key).Texts(',', ';');
}
