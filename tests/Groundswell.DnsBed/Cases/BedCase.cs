using System.Net;

namespace Groundswell.DnsBed.Cases;

/// <summary>A question to the bed, and the truth about it.</summary>
/// <param name="Title">What is the matter, in words; unique.</param>
/// <param name="Name">Asked for, as a person would type it.</param>
/// <param name="Class">The first cause, as docs/dns-diagnosis.md defines it.</param>
public sealed record BedCase(string Title, string Name, string Class)
{
    public string Type { get; init; } = "A";

    /// <summary>The zone at fault; null where nobody is, or only a resolver.</summary>
    public string? GuiltyZone { get; init; }

    /// <summary>The servers at fault, where some are and others of the zone are not, or where they are the fault; else empty.</summary>
    public IReadOnlyList<IPAddress> GuiltyAddresses { get; init; } = [];

    /// <summary>What a validating resolver makes of it.</summary>
    public Seen Seen { get; init; } = Seen.Answer;

    /// <summary>The zone that a person would have checked: the nearest above the name, or of the fault.</summary>
    public required string Zone { get; init; }

    /// <summary>Resolvers that users of the name have, to be looked at as well.</summary>
    public IReadOnlyList<IPAddress> Resolvers { get; init; } = [];

    /// <summary>Whether some server gives no answer, so that whoever asks must wait.</summary>
    public bool Waits { get; init; }

    /// <summary>What has to happen first, as a cache that must be filled.</summary>
    public Func<StandingBed, CancellationToken, Task>? Before { get; init; }

    public override string ToString() => Title;
}
