using System.Globalization;
using System.Net;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Signals.Seeing;

/// <summary>A result as one's own sight is judged by it: what the run needed, how far it came, and how it failed.</summary>
internal sealed record ProbeWay
{
    /// <summary>What fails together counts once.</summary>
    public required string Group { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    /// <summary>Null where all went well.</summary>
    public required ProbeStep? FailedAt { get; init; }

    public required FailureClass? Failure { get; init; }

    public required ProbeMarks Marks { get; init; }

    public required string? Address { get; init; }

    /// <summary>The name was looked up with the vantage's resolvers.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>The group, whatever its address.</summary>
    public required string Owner { get; init; }

    /// <summary>It was reached at this address, now or before.</summary>
    public required bool IsKnownThere { get; init; }

    /// <summary>It lies in a private network.</summary>
    public required bool IsInside { get; init; }

    /// <summary>It is on the vantage's own machine, by address: nothing needs to be seen for that.</summary>
    public required bool IsHere { get; init; }

    /// <summary>TLS is part of it, and so nobody else can answer for it.</summary>
    public required bool IsSecured { get; init; }

    /// <summary>It says something beyond a connection.</summary>
    public required bool IsAnswered { get; init; }

    /// <summary>IPv4 or IPv6; null where that is not known, or nothing was connected to.</summary>
    public required string? Family { get; init; }

    /// <summary>Protocol and port; null for names.</summary>
    public required string? Door { get; init; }

    /// <param name="plan">The probe; null where it is not known.</param>
    /// <param name="result">What it saw.</param>
    /// <param name="knownAt">Where the target was last reached; null where it never was.</param>
    public static ProbeWay Of(PlannedProbe? plan, ProbeResult result, IPAddress? knownAt)
    {
        var check = plan?.Check;
        var lookup = check as ProbeCheck.Lookup;
        var literal = lookup is null && IPAddress.TryParse(check?.Host.Trim('[', ']'), out var one) ? one : null;
        var isNamed = lookup is null ? literal is null && check?.Host is not "localhost" : lookup.Server is null;
        var leads = IPAddress.TryParse(lookup is null ? result.Address : result.Marks?.Leads, out var address) ? address : null;
        var isSecured = NeedsTls(check);
        var failedAt = result.Failure is { } failure ? StepOf(failure, result.Phases, isNamed, isSecured, lookup) : null as ProbeStep?;
        var reached = lookup is null ? leads : lookup.Server is null ? null : IPAddress.TryParse(result.Address, out var server) ? server : null;
        var isKnown = leads is not null && (failedAt is null || leads.Equals(knownAt));
        return new ProbeWay
        {
            Group = GroupOf(plan, result, failedAt, leads),
            Began = result.At - result.Elapsed,
            Ended = result.At,
            FailedAt = failedAt,
            Failure = result.Failure,
            Marks = result.Marks ?? new ProbeMarks(),
            Address = leads?.ToString(),
            IsNamed = isNamed,
            Owner = OwnerOf(plan, result),
            IsKnownThere = isKnown,
            IsInside = leads is null ? knownAt is not null && IsPrivate(knownAt) : IsPrivate(leads) && (isKnown || result.Failure != FailureClass.Unreachable),
            IsHere = !isNamed && lookup is null && (check?.Host == "localhost" || (literal is not null && IPAddress.IsLoopback(literal))),
            IsSecured = isSecured,
            IsAnswered = check is ProbeCheck.Http or ProbeCheck.WebSocket or ProbeCheck.Grpc or ProbeCheck.Smtp || lookup?.Server is not null,
            Family = reached is null ? null : reached.IsIPv4MappedToIPv6 || reached.GetAddressBytes().Length == 4 ? "IPv4" : "IPv6",
            Door = DoorOf(check),
        };
    }

    /// <summary>What it says of each thing that it needed, in the order of the way.</summary>
    public IEnumerable<(SightFacet Facet, bool Passed)> Votes()
    {
        foreach (var (step, facet) in Facets())
        {
            if (FailedAt is null || step <= FailedAt)
            {
                yield return (facet, step != FailedAt);
            }
        }
    }

    /// <summary>All that it needs, with the part of the way for which.</summary>
    public IEnumerable<(ProbeStep Step, SightFacet Facet)> Facets()
    {
        if (IsNamed)
        {
            yield return (ProbeStep.Names, new SightFacet(SightFacet.Sort.Names, "", IsInside));
        }

        if (Family is not null)
        {
            yield return (ProbeStep.Connect, new SightFacet(SightFacet.Sort.Family, Family, IsInside));
        }

        if (Door is not null)
        {
            yield return (ProbeStep.Connect, new SightFacet(SightFacet.Sort.Door, Door, IsInside));
        }

        if (IsSecured)
        {
            yield return (ProbeStep.Secure, new SightFacet(SightFacet.Sort.Secure, "", IsInside));
        }

        if (IsAnswered)
        {
            yield return (ProbeStep.Answer, new SightFacet(IsSecured ? SightFacet.Sort.Answer : SightFacet.Sort.PlainAnswer, "", IsInside));
        }
    }

    /// <summary>Of a network that is not the internet; the machine itself is neither.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes.Length == 4
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128) || (bytes[0] == 169 && bytes[1] == 254)
            : (bytes[0] & 0xfe) == 0xfc || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80);
    }

    /// <summary>
    /// The supplier. Entries that stand for themselves and are reached at one network are one: they may well be one machine. Once
    /// connected to, that is: before, nothing is known of it.
    /// </summary>
    private static string GroupOf(PlannedProbe? plan, ProbeResult result, ProbeStep? failedAt, IPAddress? address)
    {
        var group = OwnerOf(plan, result);
        if (failedAt == ProbeStep.Names || address is null || plan?.IsAlone != true)
        {
            return group;
        }

        var bytes = address.GetAddressBytes();
        return $"{Convert.ToHexString(bytes.AsSpan(0, bytes.Length == 4 ? 3 : 6))}";
    }

    private static string OwnerOf(PlannedProbe? plan, ProbeResult result) => plan?.Group ?? result.Target.Component?.Provider ?? result.Target.ToString();

    private static bool NeedsTls(ProbeCheck? check) => check switch
    {
        null or ProbeCheck.Tls => true, // what a catalogue implies
        ProbeCheck.Http http => http.Url.Scheme == "https",
        ProbeCheck.Grpc grpc => grpc.Url.Scheme == "https",
        ProbeCheck.WebSocket socket => socket.Url.Scheme == "wss",
        ProbeCheck.Smtp smtp => smtp.Security != SmtpSecurity.None,
        _ => false,
    };

    private static string? DoorOf(ProbeCheck? check) => check switch
    {
        null => null,
        ProbeCheck.Ping => "ICMP",
        ProbeCheck.Lookup { Server: null } => null,
        ProbeCheck.Lookup { Server: { } server } => string.Create(CultureInfo.InvariantCulture, $"UDP port {server.Port}"),
        ProbeCheck.Http { Edition: HttpEdition.Http3 } http => string.Create(CultureInfo.InvariantCulture, $"UDP port {http.Url.Port}"),
        ProbeCheck.Http http => Tcp(http.Url.Port),
        ProbeCheck.Grpc grpc => Tcp(grpc.Url.Port),
        ProbeCheck.WebSocket socket => Tcp(socket.Url.Port),
        ProbeCheck.Tcp tcp => Tcp(tcp.Target.Port),
        ProbeCheck.Tls tls => Tcp(tls.Target.Port),
        ProbeCheck.Smtp smtp => Tcp(smtp.Target.Port),
        _ => null,
    };

    private static string Tcp(int port) => string.Create(CultureInfo.InvariantCulture, $"TCP port {port}");

    private static ProbeStep StepOf(FailureClass failure, ProbePhases phases, bool isNamed, bool isSecured, ProbeCheck.Lookup? lookup) => failure switch
    {
        FailureClass.Timeout or FailureClass.Unreachable or FailureClass.Refused when lookup is { Server: not null } => ProbeStep.Connect,
        _ when lookup is not null => lookup.Server is null ? ProbeStep.Names : ProbeStep.Answer,
        FailureClass.Nxdomain or FailureClass.Empty or FailureClass.Servfail or FailureClass.Refused or FailureClass.Lame or FailureClass.Dnssec => ProbeStep.Names,
        FailureClass.ConnectRefused or FailureClass.ConnectTimeout => ProbeStep.Connect,
        FailureClass.Unreachable or FailureClass.Timeout when isNamed && phases.Resolve is null && phases.FirstByte is null => ProbeStep.Names,
        FailureClass.TlsChain or FailureClass.TlsExpired or FailureClass.TlsName or FailureClass.TlsOther => ProbeStep.Secure,
        FailureClass.Unreachable or FailureClass.Timeout or FailureClass.Reset when phases.FirstByte is null =>
            phases.Connect is null && phases.Tls is null ? ProbeStep.Connect : isSecured && phases.Tls is null ? ProbeStep.Secure : ProbeStep.Answer,
        _ => ProbeStep.Answer,
    };
}
