using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>What is wrong with a name, if anything, and what was seen of it.</summary>
public sealed record Diagnosis
{
    public required DiagnosisClass Class { get; init; }

    /// <summary>Who is at fault; empty if all is well.</summary>
    public required IReadOnlyList<Culprit> Guilty { get; init; }

    /// <summary>In plain words: what breaks, where, and what that means.</summary>
    public required string Explanation { get; init; }

    /// <summary>All that was found, in the order of the way from the root.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What this machine itself lacks, in sentences: its way out, its clock, its resolvers. Nobody else is at fault for it.</summary>
    public IReadOnlyList<string> Machine { get; init; } = [];

    /// <summary>What was seen, without what this machine's way out kept away.</summary>
    public required Observation Seen { get; init; }
}
