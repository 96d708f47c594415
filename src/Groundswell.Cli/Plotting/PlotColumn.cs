namespace Groundswell.Cli.Plotting;

/// <summary>What one place across a plot shows: one row, or several that are too close to be told apart.</summary>
/// <param name="X">Place, from the plot's left side.</param>
/// <param name="Lowest">Smallest value: no spike is lost, upwards or downwards.</param>
/// <param name="Highest">Largest value.</param>
/// <param name="Mean">Of the values.</param>
/// <param name="Expected">Mean of what was expected; NaN where nothing was known.</param>
/// <param name="Lower">Mean of the band's lower end.</param>
/// <param name="Upper">Mean of the band's upper end.</param>
/// <param name="IsAfterGap">Nothing is known of the time just before, so no line leads here.</param>
internal readonly record struct PlotColumn(double X, double Lowest, double Highest, double Mean, double Expected, double Lower, double Upper, bool IsAfterGap);
