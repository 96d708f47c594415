namespace Groundswell.Cli.Plotting;

/// <summary>Rows of one series, one after another, in one state.</summary>
/// <param name="From">Time of the first.</param>
/// <param name="To">Time of the first that is not, or the end of the series.</param>
/// <param name="Onset">When the excess began by the first row's word.</param>
internal sealed record PlotSpell(DateTimeOffset From, DateTimeOffset To, DateTimeOffset? Onset);
