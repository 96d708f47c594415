namespace Groundswell.Cli.Commands;

/// <summary>What was asked of <c>groundswell detect</c>.</summary>
internal sealed record DetectSettings(string File, string? Out, double FalseAlarms, TimeSpan? Bin, bool Json);
