using System.Globalization;
using System.Text;
using Groundswell.Publication;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// The head of every page: the day's reports over all services as a swell, against the sea level of what is usual. Drawn
/// as a ratio, so that a calm day is a calm sea whatever the size of the catalogue.
/// </summary>
internal static class Swell
{
    public const int Width = 470;
    public const int Height = 60;

    private const int SeaLevel = 42;
    private const double Rise = 60; // of a doubling, near sea level
    private const double Crest = 42; // what no storm goes beyond; a worse one still stands higher

    /// <summary>A closed smooth shape, or a level sea where nothing is known.</summary>
    public static string Path(PublicSnapshot snapshot)
    {
        var reports = new double[48];
        var expected = new double[48];
        foreach (var service in snapshot.Services)
        {
            for (var i = 0; i < 48 && i < service.Sparkline.Count && i < service.SparklineExpected.Count; i++)
            {
                if (!float.IsNaN(service.SparklineExpected[i]))
                {
                    reports[i] += service.Sparkline[i];
                    expected[i] += service.SparklineExpected[i];
                }
            }
        }

        var path = new StringBuilder(256);
        path.Append(CultureInfo.InvariantCulture, $"M0 {Level(reports[0], expected[0])}");
        for (var i = 2; i < 48; i += 2)
        {
            var level = Level(reports[i - 1] + reports[i], expected[i - 1] + expected[i]);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 2 ? "S" : " ")}{(i * 10) - 10} {level} {i * 10} {level}");
        }

        return path.Append(CultureInfo.InvariantCulture, $"H{Width}V{Height}H0z").ToString();
    }

    private static int Level(double reports, double expected)
    {
        // One report more or less among few is no wave: both sides get the same ten.
        var ratio = (reports + 10) / (expected + 10);
        var rise = Rise * Math.Log2(ratio);
        return (int)Math.Min(Math.Round(SeaLevel - (rise > 0 ? rise / (1 + (rise / Crest)) : rise)), Height - 6);
    }
}
