namespace Groundswell.Publication;

/// <summary>Reports over time against the expected band, ready to draw. All lists have one value a step.</summary>
/// <param name="From">Start of the first step, UTC.</param>
/// <param name="Step">Width of a step.</param>
/// <param name="Reports">Counts.</param>
/// <param name="Expected">Expected counts; NaN where nothing is known.</param>
/// <param name="Lower">2.5 % quantile of the expected counts.</param>
/// <param name="Upper">97.5 % quantile of the expected counts.</param>
public sealed record ChartSeries(
    DateTimeOffset From,
    TimeSpan Step,
    IReadOnlyList<int> Reports,
    IReadOnlyList<float> Expected,
    IReadOnlyList<float> Lower,
    IReadOnlyList<float> Upper);
