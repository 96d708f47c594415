namespace Groundswell.Signals.Seeing;

/// <summary>One thing that a vantage needs to see by, such as IPv6 or the way out to port 25.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Name">Which one of its kind; empty where there is only one.</param>
/// <param name="IsInside">As far as private networks are concerned: they may work while the internet does not, and the other way round.</param>
internal readonly record struct SightFacet(SightFacet.Sort Kind, string Name, bool IsInside)
{
    internal enum Sort
    {
        /// <summary>The resolvers.</summary>
        Names,

        /// <summary>IPv4 or IPv6.</summary>
        Family,

        /// <summary>A protocol and port.</summary>
        Door,

        /// <summary>TLS.</summary>
        Secure,

        /// <summary>Answers over TLS.</summary>
        Answer,

        /// <summary>Answers that anyone on the way could give.</summary>
        PlainAnswer,
    }
}
