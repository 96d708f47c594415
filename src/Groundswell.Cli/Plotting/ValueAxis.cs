using System.Globalization;

namespace Groundswell.Cli.Plotting;

/// <summary>An axis of values with round ticks.</summary>
internal sealed class ValueAxis
{
    private const int MostTicks = 6;
    private const double Headroom = 0.04;
    private const int RootTicks = 5;
    private const double Towering = 8; // times what 9 places in 10 stay below: even heights would press those flat
    private const double Widest = 1e300; // beyond this, differences overflow

    private ValueAxis(double low, double high, double step, bool isRoot)
    {
        (Low, High, IsRoot) = (low, high, isRoot);
        if (isRoot)
        {
            Ticks = [0, .. Enumerable.Range(1, RootTicks).Select(i => Round(high * i * i / (RootTicks * RootTicks))).Where(t => t <= high).Distinct()];
            return;
        }

        List<double> ticks = [];
        for (var i = Math.Ceiling((low / step) - 1e-9); i * step <= high + (step * 1e-9) && ticks.Count <= MostTicks + 2; i++)
        {
            ticks.Add((i * step) + 0.0); // no minus before nought
        }

        Ticks = ticks;
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Heights are the square roots of values, since a few tower above the rest.</summary>
    public bool IsRoot { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Counts begin at nought; values begin where they are.</summary>
    public static ValueAxis For(IReadOnlyList<PlotColumn> columns, bool counts)
    {
        var low = Math.Max(-Widest, columns.Min(c => c.Lowest));
        var high = Math.Min(Widest, columns.Max(c => c.Highest));
        var upper = columns.Where(c => double.IsFinite(c.Upper)).Select(c => c.Upper).DefaultIfEmpty(high).Max();
        var lower = columns.Where(c => double.IsFinite(c.Lower)).Select(c => c.Lower).DefaultIfEmpty(low).Min();

        // A band that is wider than the curve by far must not flatten it; what does not fit is cut off.
        var range = high - low;
        high = Math.Max(high, Math.Min(upper, high + (range / 2)));
        low = counts ? 0 : Math.Min(low, Math.Max(lower, low - (range / 2)));
        range = high - low;
        if (range <= Math.Abs(high) * 1e-9)
        {
            range = counts ? 4 : Math.Max(1, Math.Abs(high));
            (low, high) = counts ? (0, Math.Max(4, high)) : (low - (range / 2), high + (range / 2));
            range = high - low;
        }

        if (counts)
        {
            high = Math.Max(4, high);
            range = high;
        }

        high += range * Headroom;
        var most = columns.Select(c => c.Highest).Order().ElementAt((columns.Count - 1) * 9 / 10);
        if ((counts || columns.All(c => c.Lowest >= 0)) && high > Towering * most)
        {
            return new ValueAxis(0, high, 0, true);
        }

        low -= counts ? 0 : range * Headroom;
        return new ValueAxis(low, high, RoundStep((high - low) / MostTicks), false);
    }

    /// <summary>0 at the low end, 1 at the high end; beyond them outside.</summary>
    public double Share(double value) => IsRoot ? Math.Sqrt(Math.Max(0, value) / High) : (value - Low) / (High - Low);

    public static string Label(double value)
    {
        var size = Math.Abs(value);
        return size >= 1e9 || (size < 1e-4 && size > 0)
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString(size >= 1000 ? "#,0.######" : "0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest of 1, 2, 5, 10 and so on.</summary>
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch { < 1.4 => 1, < 3.2 => 2, < 7 => 5, _ => 10 } * power;
    }

    private static double RoundStep(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
