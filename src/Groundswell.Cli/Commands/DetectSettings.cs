namespace Groundswell.Cli.Commands;

/// <summary>What was asked of <c>groundswell detect</c>.</summary>
internal sealed record DetectSettings
{
    public required string File { get; init; }

    public string? Out { get; init; }

    /// <summary>Folder for pictures; none are drawn without.</summary>
    public string? Plot { get; init; }

    public int MostPlots { get; init; }

    public double FalseAlarms { get; init; }

    public TimeSpan? Bin { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public bool Json { get; init; }
}
