namespace Groundswell.Dns.Observing;

/// <summary>Bounds of one diagnosis: no server makes it go on longer or ask more.</summary>
internal static class DiagnosisLimits
{
    /// <summary>For everything.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(25);

    /// <summary>A server that is silent twice as long is given up; resolvers wait about as long.</summary>
    public static readonly TimeSpan UdpTry = TimeSpan.FromSeconds(1.25);

    public const int UdpTries = 2;

    /// <summary>By a way that nobody has answered by, while others were: long enough for an answer from the other side of the world.</summary>
    public static readonly TimeSpan SuspectTry = TimeSpan.FromSeconds(0.6);

    /// <summary>A resolver may have dead servers to wait for itself; no person waits longer for it.</summary>
    public static readonly TimeSpan ResolverTry = TimeSpan.FromSeconds(2.25);

    public const int ResolverTries = 2;

    /// <summary>
    /// More for a resolver that is there and silent: one that can reach nobody says so only after it has tried for long, BIND after ten seconds
    /// (resolver-query-timeout). Unbound takes twenty and more, and nobody waits for that.
    /// </summary>
    public static readonly TimeSpan ResolverPatience = TimeSpan.FromSeconds(7);

    /// <summary>After the first useful answer, others still count towards where the walk goes on.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>All questions: a name with 13 root servers, 13 of its domain and 8 of its own, each with two addresses, takes about 400.</summary>
    public const int MostQueries = 600;

    public const int MostAtATime = 64;

    /// <summary>In a row; BIND (max-query-restarts) and Unbound give up at the next.</summary>
    public const int MostAliases = 11;

    /// <summary>Names of servers in one NS set, and addresses of one zone, that are followed.</summary>
    public const int MostHosts = 26;

    public const int MostAddresses = 40;

    /// <summary>Names of servers of one zone whose own zones are looked at, where something fails.</summary>
    public const int MostRests = 4;

    /// <summary>Below this many labels the name is asked for as a whole.</summary>
    public const int MostLabelByLabel = 24;

    /// <summary>Servers without glue, whose domain's servers are without glue, and so on.</summary>
    public const int DeepestHost = 6;
}
