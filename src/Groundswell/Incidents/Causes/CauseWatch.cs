using System.Collections.Immutable;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>What is remembered of an incident between ticks that is no event; a restart only begins these times anew.</summary>
/// <param name="Explained">When each service was last explained.</param>
/// <param name="Found">When each component was last found to fail.</param>
/// <param name="ExplainedAt">When the explanation was last written.</param>
/// <param name="Services">How many services were down then.</param>
/// <param name="Drift">Since when the probability has differed from the one told last, downwards or upwards; null where it does not.</param>
/// <param name="Challenger">Another cause that is found likelier than the one that is named, and since when; null where none is.</param>
/// <param name="CalmSince">From when on no service was down and no cause was found; null where one is.</param>
internal sealed record CauseWatch(
    ImmutableDictionary<ServiceId, DateTimeOffset> Explained,
    ImmutableDictionary<ComponentId, DateTimeOffset> Found,
    DateTimeOffset ExplainedAt,
    int Services,
    ProbabilityDrift? Drift,
    CauseChallenger? Challenger,
    DateTimeOffset? CalmSince)
{
    public static CauseWatch Empty { get; } = new(
        ImmutableDictionary<ServiceId, DateTimeOffset>.Empty, ImmutableDictionary<ComponentId, DateTimeOffset>.Empty, DateTimeOffset.MinValue, 0, null, null, null);
}
