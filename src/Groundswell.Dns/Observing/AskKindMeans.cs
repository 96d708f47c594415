namespace Groundswell.Dns.Observing;

/// <summary>By what means a kind of question goes.</summary>
internal static class AskKindMeans
{
    /// <summary>Null for questions to resolvers, which say nothing of the way to authoritative servers.</summary>
    public static Means? Means(this AskKind kind) => kind switch
    {
        AskKind.Udp or AskKind.Again or AskKind.Third or AskKind.ForResolver => Observing.Means.Edns,
        AskKind.Plain => Observing.Means.Plain,
        AskKind.Tcp => Observing.Means.Tcp,
        _ => null,
    };
}
