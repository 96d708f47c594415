using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>One user's report that a service fails, as the journal keeps it. Times are milliseconds since the Unix epoch, UTC.</summary>
public record struct Report
{
    /// <summary>Position in the journal, from 1 upwards without gaps; 0 until it is appended.</summary>
    public long Sequence { get; set; }

    /// <summary>UUID version 7; empty until it is appended.</summary>
    public Guid Id { get; set; }

    /// <summary>When the user met the failure; never after <see cref="ArrivalTime"/>.</summary>
    public long EventTime { get; set; }

    public long ArrivalTime { get; set; }

    /// <summary>Number of the service (<see cref="Storage.NameKind.Service"/>).</summary>
    public int Service { get; set; }

    /// <summary>Number of the symptom (<see cref="Storage.NameKind.Symptom"/>).</summary>
    public int Symptom { get; set; }

    public RegionId Region { get; set; }

    public ReportSource Source { get; set; }

    public ReporterId Reporter { get; set; }

    /// <summary>1 if it counts; 0 if the same reporter already counted for this service within <see cref="RepeatWindow.Length"/>.</summary>
    public byte Weight { get; set; }

    public string? Comment { get; set; }

    /// <summary>What the caller retries with, or default: the same key is stored once.</summary>
    public RetryKey RetryKey { get; set; }

    /// <summary>What became of it in the journal.</summary>
    public ReportOutcome Outcome { get; set; }

    /// <summary>Minutes since the Unix epoch in which it counts.</summary>
    public readonly int Minute => (int)(EventTime / 60_000);
}
