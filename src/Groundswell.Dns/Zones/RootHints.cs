using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>Where a walk begins: the root's servers and their addresses.</summary>
public sealed record RootHints
{
    /// <summary>IANA's of 18 April 2024; addresses of root servers change once in years, and the old ones go on for years.</summary>
    private const string Iana = """
        a 198.41.0.4 2001:503:ba3e::2:30
        b 170.247.170.2 2801:1b8:10::b
        c 192.33.4.12 2001:500:2::c
        d 199.7.91.13 2001:500:2d::d
        e 192.203.230.10 2001:500:a8::e
        f 192.5.5.241 2001:500:2f::f
        g 192.112.36.4 2001:500:12::d0d
        h 198.97.190.53 2001:500:1::53
        i 192.36.148.17 2001:7fe::53
        j 192.58.128.30 2001:503:c27::2:30
        k 193.0.14.129 2001:7fd::1
        l 199.7.83.42 2001:500:9f::42
        m 202.12.27.33 2001:dc3::35
        """;

    public required IReadOnlyList<RootServer> Servers { get; init; }

    /// <summary>Whether these are the Internet's, as they come with the program.</summary>
    public bool AreBuiltIn { get; init; }

    public static RootHints BuiltIn { get; } = new()
    {
        AreBuiltIn = true,
        Servers =
        [
            .. from line in Iana.Split('\n')
               let parts = line.Trim().Split(' ')
               from address in parts.Skip(1)
               select new RootServer(DomainName.Parse($"{parts[0]}.root-servers.net"), IPAddress.Parse(address)),
        ],
    };

    /// <summary>Reads a hints file: NS records of the root, and addresses of the names in them. Other records are passed over.</summary>
    public static bool TryRead(string text, out RootHints hints, out string? fault)
    {
        hints = new RootHints { Servers = [] };
        if (!ZoneFile.TryRead(text, out var lines, out fault))
        {
            return false;
        }

        var names = new List<DomainName>();
        var servers = new List<RootServer>();
        foreach (var line in lines)
        {
            if (line.Type == RecordType.Ns && line.Owner.IsRoot)
            {
                if (line.Fields is not [var host] || !ZoneFile.TryName(host, DomainName.Root, out var name))
                {
                    fault = $"line {line.Line}: an NS record has one name";
                    return false;
                }

                names.Add(name!);
            }
            else if (line.Type is RecordType.A or RecordType.Aaaa)
            {
                if (line.Fields is not [var written] || !IPAddress.TryParse(written, out var address))
                {
                    fault = $"line {line.Line}: there is no address";
                    return false;
                }

                servers.Add(new RootServer(line.Owner, address));
            }
        }

        hints = new RootHints { Servers = [.. servers.Where(s => names.Contains(s.Name)).Distinct()] };
        fault = names.Count == 0 ? "it has no NS record of the root" : hints.Servers.Count == 0 ? "no server of the root has an address in it" : null;
        return fault is null;
    }
}
