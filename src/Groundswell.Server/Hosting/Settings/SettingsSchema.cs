using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Sensing.Vantages;
using Groundswell.Server.Ingest;
using Groundswell.Server.Vantages;

namespace Groundswell.Server.Hosting.Settings;

/// <summary>Every setting there is: the file, the environment, the command line, the documentation and the errors come from this list.</summary>
public static class SettingsSchema
{
    private const int DnsPort = 53;

    private static readonly TimeSpan MinimumTick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaximumTick = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("data", "./data", "Folder of the embedded store; made if it is not there.", Text((s, v) => s.DataFolder = v)),
        new("listen", "http://127.0.0.1:8080", "Addresses to listen on, separated by ';'. Port 0 takes a free one.", SetListen),
        new("catalogue", "", "Folder of the catalogue's YAML files. Default: the one that comes with the program.", Text((s, v) => s.CatalogueFolder = v)),
        new("tick", "00:00:10", "How often detection runs and pages are made; 1 s to 1 min.", Duration(MinimumTick, MaximumTick, (s, v) => s.Tick = v)),
        new("retention.journal", "35.00:00:00", "How long reports, and changes of what probes and suppliers' pages say, are kept; 2 to 3650 days. Counts and incidents stay.", Duration(TimeSpan.FromDays(2), TimeSpan.FromDays(3650), (s, v) => s.JournalRetention = v)),
        new("detection.false_alarms", "1", "False outages a week that the operator accepts over all services together; 0.001 to 1000.", Number(0.001, 1000, (s, v) => s.FalseAlarms = v)),
        new("detection.zone", "UTC", "In whose days and hours, summer time included, services have their rhythm, such as Europe/Berlin.", SetZone),
        new("probes.enabled", "false", "Whether this node probes what the catalogue names: true or false.", Flag((s, v) => s.Sensing = s.Sensing with { Probes = v })),
        new("probes.interval", "00:01:00", "How often a probe runs that says nothing else; 5 s to 1 day.", Duration(TimeSpan.FromSeconds(5), TimeSpan.FromDays(1), (s, v) => s.Sensing = s.Sensing with { Interval = v })),
        new("probes.timeout", "00:00:10", "How long one try of a probe may take that says nothing else; 1 s to 1 min.", Duration(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), (s, v) => s.Sensing = s.Sensing with { Timeout = v })),
        new("probes.concurrency", "2000", "Probes under way at a time, 1 to 100000; beyond that a run is left out and counted.", Number(1, 100_000, (s, v) => s.Sensing = s.Sensing with { Concurrency = (int)v })),
        new("probes.trusted_roots", "", "Path of a PEM file of certificates that probes trust beside those of the machine.", CertificateFile((s, v) => s.Sensing = s.Sensing with { TrustedRoots = v })),
        new("probes.implied", "true", "Whether host names of the catalogue are probed where it names no probes: true or false.", Flag((s, v) => s.Sensing = s.Sensing with { Implied = v })),
        new("probes.allowed_networks", "", "Private networks that probes and feeds may reach, such as 10.1.0.0/16, separated by commas. Others are refused, also by redirect.", Networks((s, v) => s.Sensing = s.Sensing with { AllowedNetworks = v })),
        new("probes.resolvers", "", "Name servers that probes ask, as address or address:port, separated by commas. Default: those of the machine.", SetResolvers),
        new("probes.references", string.Join(',', SensingSettings.UsualReferences), "Hosts with TLS at port 443 that show whether the node itself can see, used where it probes too few others to tell; separated by commas, or none.", SetReferences),
        new("probes.contact", "", "A page or mailbox for the owners of probed servers and read pages; sent in the User-Agent.", Text((s, v) => s.Sensing = s.Sensing with { Contact = v })),
        new("vantages.tokens", "", "Vantages elsewhere, each as name:secret with a secret of at least 16 characters, separated by commas; each runs groundswell agent.", SetVantages),
        new("vantages.tokens_file", "", "Path of a file with more of them, one name:secret a line; read again when it changes, so that a token can be given and taken back while the node runs.", TokenFile),
        new("feeds.enabled", "false", "Whether the status pages of the catalogue's suppliers are read: true or false.", Flag((s, v) => s.Sensing = s.Sensing with { Feeds = v })),
        new("ingest.country_header", "", "Request header with the reporter's country, such as CF-IPCountry; believed from trusted proxies only.", Text((s, v) => s.Ingest = s.Ingest with { CountryHeader = v })),
        new("ingest.region_database", "", "Path of a MaxMind-format database with countries.", RegionFile((s, v) => s.Ingest = s.Ingest with { RegionDatabase = v })),
        new("ingest.trusted_proxies", "", "Networks of proxies whose word is believed on who sends, such as 10.0.0.0/8, separated by commas.", Networks((s, v) => s.Ingest = s.Ingest with { TrustedProxies = v })),
        new("ingest.forwarded_header", ForwardedHops.Usual, "The header in which trusted proxies say who sends: X-Forwarded-For or Forwarded (RFC 7239). The other is not read.", SetForwardedHeader),
        new("ingest.tokens", "", "Secrets of at least 16 characters, separated by commas; a sender with one may name its own reporters.", SetTokens),
        new("ingest.reporter_rate", "120", "Reports a minute that one address (IPv6: its /64) may send without a token, five minutes' worth at once, and 512 bytes with each; 0 (without bound) to 1000000.", Number(0, 1_000_000, (s, v) => s.Ingest = s.Ingest with { ReporterRate = v })),
        new("ingest.network_rate", "1200", "The same for all of a /24 (IPv6: /48) together; 0 to 1000000.", Number(0, 1_000_000, (s, v) => s.Ingest = s.Ingest with { NetworkRate = v })),
        new("ingest.token_rate", "0", "The same for each token; 0 (without bound) to 100000000.", Number(0, 100_000_000, (s, v) => s.Ingest = s.Ingest with { TokenRate = v })),
        new("ingest.embeds", "", "Other sites whose pages may embed the form (api.md), each as key=https://www.example.com with a key of 8 letters or more that is no secret, separated by commas.", SetEmbeds),
        new("ingest.disk_reserve", "268435456", "Bytes of the disk that reports leave free; the default is a sixteenth of a disk below 4 GiB. Comments and batches without a token are given up earlier, at four and three times as much; 0 (none) to 1000000000000.", Number(0, 1e12, (s, v) => s.Ingest = s.Ingest with { DiskReserve = (long)v })),
        new("connections.most", "0", "Connections at once; 0 is three quarters of the files that the system lets the process open, 50000 at most.", Number(0, 1_000_000, (s, v) => s.Connections = s.Connections with { Most = (int)v })),
        new("connections.most_of_one", "0", "Connections at once of one address (IPv6: its /64), trusted proxies and this machine left out; 0 is a sixteenth of all, 32 at least.", Number(0, 1_000_000, (s, v) => s.Connections = s.Connections with { MostOfOne = (int)v })),
        new("connections.proxy_protocol", "false", "Whether trusted proxies begin each connection with the PROXY protocol, version 1 or 2: true or false.", Flag((s, v) => s.Connections = s.Connections with { HasProxyProtocol = v })),
        new("watchers.networks", "", "Networks to which /metrics and the details of /readyz are shown, such as 10.0.0.0/8,127.0.0.1, separated by commas. Default: everybody.", Networks((s, v) => s.WatcherNetworks = v)),
    ];

    public static SettingDefinition? Find(string path) => All.FirstOrDefault(d => d.Path == path);

    private static Func<NodeSettings, string, string?> Text(Action<NodeSettings, string> set) => (settings, text) =>
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is empty; it must be a text.";
        }

        set(settings, text.Trim());
        return null;
    };

    private static Func<NodeSettings, string, string?> ExistingFile(Action<NodeSettings, string> set) => (settings, text) =>
    {
        set(settings, text);
        return File.Exists(text) ? null : $"is {text}, and there is no such file.";
    };

    private static Func<NodeSettings, string, string?> RegionFile(Action<NodeSettings, string> set) => (settings, text) =>
        ExistingFile(set)(settings, text) ?? (RegionSource.FindFault(text) is { } fault ? $"is {text}, which cannot be used: {fault}" : null);

    private static Func<NodeSettings, string, string?> CertificateFile(Action<NodeSettings, string> set) => (settings, text) =>
    {
        if (ExistingFile(set)(settings, text) is { } fault)
        {
            return fault;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(text);
            return certificates.Count > 0 ? null : $"is {text}, and there is no certificate in it; it must be a PEM file.";
        }
        catch (CryptographicException)
        {
            return $"is {text}, which holds no certificates that can be read; it must be a PEM file.";
        }
        catch (IOException exception)
        {
            return $"is {text}, which cannot be read: {exception.Message}";
        }
        catch (UnauthorizedAccessException exception)
        {
            return $"is {text}, which cannot be read: {exception.Message}";
        }
    };

    private static Func<NodeSettings, string, string?> Duration(TimeSpan least, TimeSpan most, Action<NodeSettings, TimeSpan> set) => (settings, text) =>
    {
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            return $"is {text}; it must be a duration from {least} to {most}.";
        }

        set(settings, value);
        return null;
    };

    private static Func<NodeSettings, string, string?> Number(double least, double most, Action<NodeSettings, double> set) => (settings, text) =>
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= least && value <= most))
        {
            return string.Create(CultureInfo.InvariantCulture, $"is {text}; it must be a number from {least} to {most}.");
        }

        set(settings, value);
        return null;
    };

    private static string? SetZone(NodeSettings settings, string text)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
        {
            return $"is {text}, which is no time zone that this machine knows; it must be such as UTC, Europe/Berlin or America/New_York.";
        }

        settings.Zone = zone;
        return null;
    }

    private static string? SetListen(NodeSettings settings, string text)
    {
        var addresses = Split(text, ';');
        if (addresses.Length == 0)
        {
            return "is empty; it must look like http://127.0.0.1:8080.";
        }

        foreach (var address in addresses)
        {
            if (ListenAddress.Parse(address).Fault is { } fault)
            {
                return fault;
            }
        }

        settings.Listen = text;
        return null;
    }

    private static Func<NodeSettings, string, string?> Flag(Action<NodeSettings, bool> set) => (settings, text) =>
    {
        if (!bool.TryParse(text, out var value))
        {
            return $"is {text}; it must be true or false.";
        }

        set(settings, value);
        return null;
    };

    private static Func<NodeSettings, string, string?> Networks(Action<NodeSettings, IReadOnlyList<IPNetwork>> set) => (settings, text) =>
    {
        var networks = new List<IPNetwork>();
        foreach (var part in Split(text, ','))
        {
            var withPrefix = part.Contains('/', StringComparison.Ordinal) ? part : part.Contains(':', StringComparison.Ordinal) ? part + "/128" : part + "/32";
            if (!IPNetwork.TryParse(withPrefix, out var network))
            {
                return $"has {part}, which is no network; it must look like 10.0.0.0/8.";
            }

            networks.Add(network);
        }

        set(settings, networks);
        return null;
    };

    private static string? SetResolvers(NodeSettings settings, string text)
    {
        var resolvers = new List<IPEndPoint>();
        foreach (var part in Split(text, ','))
        {
            if (!IPEndPoint.TryParse(part, out var resolver))
            {
                return $"has {part}, which is no address; it must look like 9.9.9.9, 9.9.9.9:53 or [2620:fe::fe]:53.";
            }

            resolvers.Add(resolver.Port == 0 ? new IPEndPoint(resolver.Address, DnsPort) : resolver);
        }

        settings.Sensing = settings.Sensing with { Resolvers = resolvers };
        return null;
    }

    private static string? SetReferences(NodeSettings settings, string text)
    {
        var hosts = text.Trim() == "none" ? [] : Split(text, ',');
        if (hosts.Length == 0 && text.Trim() != "none")
        {
            return "is empty; it must name hosts such as www.example.com, or be none.";
        }

        if (hosts.FirstOrDefault(h => Uri.CheckHostName(h) != UriHostNameType.Dns || !h.Contains('.', StringComparison.Ordinal)) is { } wrong)
        {
            return $"has {wrong}, which is no host name; it must look like www.example.com, or be none.";
        }

        settings.Sensing = settings.Sensing with { References = hosts.SequenceEqual(SensingSettings.UsualReferences) ? SensingSettings.UsualReferences : hosts };
        return null;
    }

    private static string? SetVantages(NodeSettings settings, string text)
    {
        var tokens = new List<VantageToken>();
        foreach (var part in Split(text, ','))
        {
            if (!VantageToken.TryParse(part, out var token))
            {
                return $"has a token that is none (the {tokens.Count + 1}. of them); {VantageToken.Rule}";
            }

            tokens.Add(token);
        }

        settings.Sensing = settings.Sensing with { Vantages = tokens };
        return tokens.DistinctBy(t => t.Vantage).Count() < tokens.Count ? "has a name twice." : null;
    }

    private static string? TokenFile(NodeSettings settings, string text)
    {
        settings.Sensing = settings.Sensing with { VantageTokenFile = text };
        try
        {
            VantageTokenFile.Read(text);
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or FormatException)
        {
            return $"is {text}, which cannot be used: {refusal.Message}";
        }
    }

    private static string? SetForwardedHeader(NodeSettings settings, string text)
    {
        var header = ((string[])[ForwardedHops.Usual, ForwardedHops.Standard]).FirstOrDefault(h => h.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        settings.Ingest = settings.Ingest with { ForwardedHeader = header ?? ForwardedHops.Usual };
        return header is null ? $"is {text}; it must be {ForwardedHops.Usual} or {ForwardedHops.Standard}." : null;
    }

    private static string? SetEmbeds(NodeSettings settings, string text)
    {
        var sites = new List<EmbeddingSite>();
        foreach (var part in Split(text, ','))
        {
            if (EmbeddingSite.Parse(part) is not { } site)
            {
                return $"has {part}, which is no site; it must look like shop-front=https://www.example.com, and {EmbeddingSite.KeyRule}.";
            }

            sites.Add(site);
        }

        settings.Ingest = settings.Ingest with { Embeds = sites };
        return null;
    }

    private static string? SetTokens(NodeSettings settings, string text)
    {
        var tokens = Split(text, ',');
        settings.Ingest = settings.Ingest with { Tokens = tokens };
        return tokens.Any(t => t.Length < 16) ? "has a secret of fewer than 16 characters." : null;
    }

    private static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
