namespace Groundswell.Signals.Seeing;

/// <summary>How well one vantage sees.</summary>
/// <param name="Vantage">From where.</param>
/// <param name="IsBlind">Hardly anything outside can be seen from there: nobody is judged by it.</param>
/// <param name="Missing">What it cannot see by; empty where nothing is known to be missing. Each takes away the evidence that needs it, and no other.</param>
public sealed record Sight(VantageId Vantage, bool IsBlind, IReadOnlyList<BlindSpot> Missing)
{
    /// <summary>From when on something has been missing; null where nothing is.</summary>
    public DateTimeOffset? Since => Missing.Count == 0 ? null : Missing.Min(m => m.Since);

    /// <summary>What is wrong, in words; empty where nothing is.</summary>
    public string Reason => string.Join("; ", Missing.Select(m => m.How));

    /// <summary>As a sentence without its full stop; empty where nothing is wrong.</summary>
    public string Sentence
    {
        get
        {
            var who = Vantage == VantageId.Node ? "This node" : $"The vantage {Vantage}";
            return Missing.Count == 0 ? ""
                : IsBlind ? $"{who} cannot see the internet: {Reason}"
                : $"{who} cannot see everything: {Reason}";
        }
    }
}
