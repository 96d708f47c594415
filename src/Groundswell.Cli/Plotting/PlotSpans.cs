namespace Groundswell.Cli.Plotting;

/// <summary>Stretches of an axis as they can be seen.</summary>
internal static class PlotSpans
{
    /// <summary>Where to draw stretches: each at its own place, no narrower than can be seen, and none beyond the ends.</summary>
    /// <param name="spans">In the order of their beginnings.</param>
    /// <param name="least">What is narrower grows to both sides, or away from an end.</param>
    /// <param name="width">Of the axis.</param>
    /// <returns>In order, without overlaps: those that touch become one.</returns>
    public static IReadOnlyList<(double From, double To)> Of(IEnumerable<(double From, double To)> spans, double least, double width)
    {
        List<(double From, double To)> drawn = [];
        foreach (var (from, to) in spans)
        {
            var more = Math.Max(0, least - (to - from)) / 2;
            var start = Math.Clamp(from - more, 0, Math.Max(0, width - Math.Max(least, to - from)));
            var end = Math.Min(width, start + Math.Max(least, to - from));
            if (drawn.Count > 0 && start <= drawn[^1].To)
            {
                drawn[^1] = (drawn[^1].From, Math.Max(drawn[^1].To, end));
            }
            else
            {
                drawn.Add((start, end));
            }
        }

        return drawn;
    }
}
