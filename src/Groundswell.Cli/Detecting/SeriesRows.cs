namespace Groundswell.Cli.Detecting;

/// <summary>The rows of each series of a recording, in order, whether the input has them together or interleaved.</summary>
internal sealed class SeriesRows
{
    private readonly int[] _starts;
    private readonly int[] _rows;

    public SeriesRows(Recording recording)
    {
        var all = recording.Rows;
        _starts = new int[recording.Series.Count + 1];
        foreach (var row in all)
        {
            _starts[row.Series + 1]++;
        }

        for (var i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }

        _rows = new int[all.Count];
        var next = _starts.AsSpan().ToArray();
        for (var i = 0; i < all.Count; i++)
        {
            _rows[next[all[i].Series]++] = i;
        }
    }

    /// <summary>Numbers of the series' rows in the recording.</summary>
    public ReadOnlySpan<int> Of(int series) => _rows.AsSpan(_starts[series].._starts[series + 1]);
}
