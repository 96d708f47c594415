namespace Groundswell.Cli.Replaying;

/// <summary>What a node answered to the batches it was sent.</summary>
internal sealed class PlayTotals
{
    public long Sent { get; set; }

    public long Accepted { get; set; }

    /// <summary>Accepted ones that count; the others are repeats.</summary>
    public long Counted { get; set; }

    public long Rejected { get; set; }

    /// <summary>Why the first rejected line was rejected; null where none was.</summary>
    public string? FirstRejection { get; set; }
}
