using System.Globalization;

namespace Groundswell.Bench.Results;

/// <summary>One figure over the rounds. Other work on the machine makes single rounds worthless, so the median speaks.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public double Median => _values.Count == 0 ? double.NaN : Sorted(_values.Count / 2);

    public double Least => _values.Min();

    public double Most => _values.Max();

    /// <summary>The value below which such a share of all lies.</summary>
    public double Quantile(double share) => _values.Count == 0 ? double.NaN : Sorted(Math.Min(_values.Count - 1, (int)(share * _values.Count)));

    public void Add(double value) => _values.Add(value);

    /// <summary>Round by round, since what disturbs a round disturbs both sides of it.</summary>
    public static Series Ratio(Series numerator, Series denominator)
    {
        var ratio = new Series();
        foreach (var (a, b) in numerator._values.Zip(denominator._values))
        {
            ratio.Add(a / b);
        }

        return ratio;
    }

    /// <summary>Thousands apart.</summary>
    public static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>Median and range, thousands apart.</summary>
    public string ToText(string format = "N0") => _values.Count == 0 ? "none" : $"{Format(Median, format)} ({Format(Least, format)}–{Format(Most, format)})";

    private double Sorted(int index) => _values.Order().ElementAt(index);
}
