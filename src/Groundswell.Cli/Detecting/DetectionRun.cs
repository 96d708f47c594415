using System.Globalization;
using Groundswell.Detection;

namespace Groundswell.Cli.Detecting;

/// <summary>Runs the production detector over a recording, row by row in the order of the input, and writes a row for each.</summary>
internal sealed class DetectionRun
{
    private const int ShapeBefore = 12;
    private const int ShapeLimit = 400;

    private readonly Recording _recording;
    private readonly TimeSpan _bin;
    private readonly Track[] _tracks;
    private readonly List<Outage> _outages = [];

    public DetectionRun(Recording recording, DetectorOptions options)
    {
        _recording = recording;
        _bin = options.BinWidth;
        _tracks = [.. recording.Series.Select(_ => new Track(recording.HoldsCounts ? new SeriesDetector(options) : null, options))];
    }

    public IReadOnlyList<Outage> Outages => _outages;

    /// <exception cref="InputException">Two rows of a series fall into one bin.</exception>
    public void Run(TextWriter? output, Action<int> progress, CancellationToken cancellationToken)
    {
        output?.Write("series,time,value,expected,lower,upper,score,state,onset\n");
        for (var i = 0; i < _recording.Rows.Count; i++)
        {
            if (i % 16_384 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(i);
            }

            var row = _recording.Rows[i];
            var stamp = _recording.Times[row.Time];
            var track = _tracks[row.Series];
            var assessment = track.Counts is { } counts ? Judge(i, row, stamp, track, counts) : track.Values!.Observe(i, row.Value);
            var onset = OnsetText(assessment, stamp);
            Follow(track, row, stamp, assessment, onset);
            if (output is not null)
            {
                WriteRow(output, row, stamp, assessment, onset);
            }
        }

        progress(_recording.Rows.Count);
    }

    private static string Name(SeriesState state) => state switch
    {
        SeriesState.Normal => "normal",
        SeriesState.Suspect => "suspect",
        SeriesState.Down => "down",
        SeriesState.Recovering => "recovering",
        _ => "unknown",
    };

    private static void Write(TextWriter output, double value)
    {
        Span<char> text = stackalloc char[32];
        if (double.IsFinite(value) && value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture))
        {
            output.Write(text[..length]);
        }
    }

    private static string Quote(string name) =>
        name.AsSpan().IndexOfAny(",\"\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Bins are counted from the series' first row, to the nearest, so that stamps that wander by seconds do no harm.</summary>
    private Assessment Judge(int index, CountRow row, TimeStamp stamp, Track track, SeriesDetector detector)
    {
        track.First ??= stamp.Moment;
        var first = (long)Math.Floor((track.First.Value - DateTimeOffset.UnixEpoch) / _bin);
        var bin = first + (long)Math.Round((stamp.Moment - track.First.Value) / _bin, MidpointRounding.AwayFromZero);
        if (detector.NextBin is { } next && bin != next)
        {
            if (bin < next)
            {
                throw new InputException(_recording.LineOf(index), $"{stamp.Text} falls into the same bin of {_bin} as the row of series '{_recording.Series[row.Series]}' before it; --bin must be no wider than the step of the rows.");
            }

            detector.Skip(bin - 1);
        }

        return detector.Observe(bin, (int)row.Value);
    }

    private string? OnsetText(in Assessment assessment, TimeStamp stamp) =>
        assessment.OnsetBin is not { } onset ? null
        : _recording.HoldsCounts ? stamp.Write(stamp.Moment - ((assessment.Bin - onset) * _bin))
        : _recording.Times[_recording.Rows[(int)onset].Time].Text;

    private void WriteRow(TextWriter output, CountRow row, TimeStamp stamp, in Assessment assessment, string? onset)
    {
        output.Write(Quote(_recording.Series[row.Series]));
        output.Write(',');
        output.Write(stamp.Text);
        foreach (var value in (ReadOnlySpan<double>)[row.Value, assessment.Expected, assessment.Lower, assessment.Upper, assessment.Score])
        {
            output.Write(',');
            Write(output, value);
        }

        output.Write(',');
        output.Write(Name(assessment.State));
        output.Write(',');
        output.Write(onset);
        output.Write('\n');
    }

    private void Follow(Track track, CountRow row, TimeStamp stamp, in Assessment assessment, string? onset)
    {
        if (assessment.State == SeriesState.Down && track.Open is null)
        {
            track.Open = new Outage
            {
                Series = _recording.Series[row.Series],
                Onset = onset ?? stamp.Text,
                Detected = stamp.Text,
                Shape = [.. track.Before],
            };
            _outages.Add(track.Open);
        }
        else if (assessment.State != SeriesState.Down && track.Open is not null)
        {
            track.Open.End = stamp.Text;
            track.Open = null;
        }

        if (track.Open is { } open)
        {
            if (row.Value >= open.Peak || open.Score == 0)
            {
                (open.Peak, open.ExpectedAtPeak) = (row.Value, assessment.Expected);
            }

            open.Score = Math.Max(open.Score, assessment.Score);
            if (open.Shape.Count < ShapeLimit)
            {
                open.Shape.Add(row.Value);
            }
        }

        if (track.Before.Count == ShapeBefore)
        {
            track.Before.Dequeue();
        }

        track.Before.Enqueue(row.Value);
    }

    private sealed class Track(SeriesDetector? counts, DetectorOptions options)
    {
        public SeriesDetector? Counts { get; } = counts;

        public ValueDetector? Values { get; } = counts is null ? new ValueDetector(options) : null;

        public DateTimeOffset? First { get; set; }

        public Outage? Open { get; set; }

        public Queue<double> Before { get; } = new(ShapeBefore);
    }
}
