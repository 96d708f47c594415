using System.Text;
using Groundswell.Cli.Detecting;

namespace Groundswell.Cli.Plotting;

/// <summary>A picture of each series in one folder.</summary>
internal static class PlotFolder
{
    /// <summary>Says before a long run that no folder can be there. None is made yet: the input may be faulty.</summary>
    /// <exception cref="OutputException">Something else has the name, or of a folder above it.</exception>
    public static void Check(string folder)
    {
        var nearest = Path.GetFullPath(folder);
        if (Directory.Exists(nearest))
        {
            WholeFile.Probe(Path.Combine(folder, "plot"), null);
            return;
        }

        while (nearest is not null && !Directory.Exists(nearest))
        {
            if (File.Exists(nearest))
            {
                throw new OutputException(nearest, "is a file; --plot needs a folder.");
            }

            nearest = Path.GetDirectoryName(nearest);
        }
    }

    /// <summary>Draws the series with the highest scores, or all where they are no more than <paramref name="most"/>.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="OutputException">One cannot be written.</exception>
    public static int Draw(string folder, Detections detections, int most, Action<long> progress, CancellationToken cancellationToken)
    {
        var drawn = Chosen(detections, most);
        WholeFile.MakeFolder(folder);
        var names = new PlotNames();
        for (var i = 0; i < drawn.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var plot = new SeriesPlot(detections, drawn[i]);
            WholeFile.Write(Path.Combine(folder, names.For(detections.Recording.Series[drawn[i]])), stream => stream.Write(Encoding.UTF8.GetBytes(plot.Draw())));
            progress(i + 1);
        }

        return drawn.Count;
    }

    private static IReadOnlyList<int> Chosen(Detections detections, int most)
    {
        var count = detections.Recording.Series.Count;
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }

        var highest = new double[count];
        for (var row = 0; row < detections.Verdicts.Count; row++)
        {
            var series = detections.Recording.Rows[row].Series;
            highest[series] = Math.Max(highest[series], detections.Verdicts[row].Score);
        }

        return [.. Enumerable.Range(0, count).OrderByDescending(series => highest[series]).Take(most).Order()];
    }
}
