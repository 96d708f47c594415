namespace Groundswell.Server.Pages.Charts;

/// <summary>Round values for an axis of counts that begins at nought.</summary>
internal static class AxisTicks
{
    /// <summary>Between two and five values of 1, 2 or 5 times a power of ten; the last is at or above <paramref name="most"/>.</summary>
    public static IReadOnlyList<int> For(double most)
    {
        var step = 1.0;
        for (var i = 0; most / step > 4; i++)
        {
            step *= i % 3 == 1 ? 2.5 : 2;
        }

        var ticks = new List<int>();
        for (var value = 0.0; value < most + step && ticks.Count < 6; value += step)
        {
            ticks.Add((int)Math.Round(value));
        }

        return ticks;
    }
}
