namespace Groundswell.Cli.Detecting;

/// <summary>A row of values as block characters.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>At most <paramref name="width"/> characters; each shows the largest value of its part.</summary>
    public static string Draw(IReadOnlyList<double> values, int width)
    {
        var columns = Math.Min(width, values.Count);
        if (columns == 0)
        {
            return "";
        }

        var top = Math.Max(values.Max(), double.Epsilon);
        var bottom = Math.Min(0, values.Min());
        return string.Create(columns, (values, top, bottom), static (text, drawing) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var from = (int)((long)i * drawing.values.Count / text.Length);
                var to = Math.Max(from + 1, (int)((long)(i + 1) * drawing.values.Count / text.Length));
                var most = double.NegativeInfinity;
                for (var j = from; j < to; j++)
                {
                    most = Math.Max(most, drawing.values[j]);
                }

                var share = (most - drawing.bottom) / (drawing.top - drawing.bottom);
                text[i] = Blocks[Math.Clamp((int)(share * (Blocks.Length - 1) + 0.5), 0, Blocks.Length - 1)];
            }
        });
    }
}
