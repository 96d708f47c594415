using System.Runtime.InteropServices;
using Groundswell.Detection;

namespace Groundswell.Cli.Detecting;

/// <summary>
/// Runs the production detector over a recording. A row is judged by itself and the rows of its series before it, and by nothing else;
/// so series are judged one after another, as many at once as there are processors, and no more detectors than those are ever held.
/// </summary>
internal sealed class DetectionRun
{
    private const int ShapeBefore = 12;
    private const int ShapeLimit = 400;
    private const int SeriesAtOnce = 64; // a piece of work, where series are many and short

    private readonly Recording _recording;
    private readonly DetectorOptions _options;
    private readonly bool _isBinAsked;
    private readonly TimeSpan[] _bins;
    private readonly TimeSpan?[] _ownSteps;
    private readonly SeriesRows _rows;
    private readonly Verdict[] _verdicts;
    private readonly FalseAlarms[] _falseAlarms;
    private readonly Lock _gate = new();
    private readonly List<(int Row, Outage Outage)> _outages = [];
    private (int Row, InputException Fault)? _fault;
    private long _done;

    private DetectionRun(Recording recording, DetectorOptions options, bool isBinAsked)
    {
        _recording = recording;
        _options = options;
        _isBinAsked = isBinAsked;
        _bins = new TimeSpan[recording.Series.Count];
        _ownSteps = new TimeSpan?[recording.Series.Count];
        _rows = new SeriesRows(recording);
        _verdicts = new Verdict[recording.Rows.Count];
        _falseAlarms = new FalseAlarms[recording.HoldsCounts ? recording.Series.Count : 0];
    }

    /// <param name="recording">What to judge.</param>
    /// <param name="options">Among them the width of the bins.</param>
    /// <param name="isBinAsked">Whether that holds for all series; otherwise a series that clearly keeps another step is judged at its own.</param>
    /// <param name="progress">Told now and then, from any thread, how many rows are judged.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="InputException">Two rows of a series fall into one bin.</exception>
    public static Detections Run(Recording recording, DetectorOptions options, bool isBinAsked, Action<long> progress, CancellationToken cancellationToken)
    {
        var run = new DetectionRun(recording, options, isBinAsked);
        var pieces = (recording.Series.Count + SeriesAtOnce - 1) / SeriesAtOnce;
        var size = recording.Series.Count < SeriesAtOnce * Environment.ProcessorCount ? 1 : SeriesAtOnce;
        Parallel.For(0, size == 1 ? recording.Series.Count : pieces, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, piece =>
        {
            for (var series = piece * size; series < Math.Min((piece + 1) * size, recording.Series.Count); series++)
            {
                run.Judge(series, progress, cancellationToken);
            }
        });
        return run._fault is { } fault
            ? throw fault.Fault
            : run.Told([.. run._outages.OrderBy(o => o.Row).Select(o => o.Outage)], [.. run._ownSteps.Index().Where(s => s.Item is not null).Select(s => (s.Index, s.Item!.Value))]);
    }

    private Detections Told(IReadOnlyList<Outage> outages, IReadOnlyList<(int Series, TimeSpan Step)> otherSteps) => new(_recording, _rows, _verdicts, _bins)
    {
        Outages = outages,
        CommonBin = _options.BinWidth,
        OtherSteps = otherSteps,
        FalseAlarms = _falseAlarms,
    };

    /// <summary>The options for one series: with the step that it keeps by itself, where that is another than most rows keep.</summary>
    private DetectorOptions OptionsOf(int series, ReadOnlySpan<int> rows)
    {
        Dictionary<long, int> steps = [];
        for (var i = 1; i < rows.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(steps, Math.Max(1, (Moment(rows[i]) - Moment(rows[i - 1])).Ticks), out _)++;
        }

        _ownSteps[series] = StepWidth.Own(steps, _options.BinWidth);
        _bins[series] = _isBinAsked ? _options.BinWidth : _ownSteps[series] ?? _options.BinWidth;
        return _bins[series] == _options.BinWidth ? _options : _options with { BinWidth = _bins[series] };
    }

    private void Judge(int series, Action<long> progress, CancellationToken cancellationToken)
    {
        var rows = _rows.Of(series);
        try
        {
            var options = OptionsOf(series, rows);
            if (_recording.HoldsCounts)
            {
                _falseAlarms[series] = JudgeCounts(rows, options, cancellationToken);
            }
            else
            {
                JudgeValues(rows, options, cancellationToken);
            }

            Follow(rows);
        }
        catch (InputException fault)
        {
            // Of several faults the first in the file is told, whichever was met first.
            lock (_gate)
            {
                _fault = _fault is { } other && other.Row < fault.Row ? other : (fault.Row, fault);
            }
        }

        progress(Interlocked.Add(ref _done, rows.Length));
    }

    /// <summary>Bins are counted from the series' first row, to the nearest, so that stamps that wander by seconds do no harm.</summary>
    private FalseAlarms JudgeCounts(ReadOnlySpan<int> rows, DetectorOptions options, CancellationToken cancellationToken)
    {
        var detector = new SeriesDetector(options);
        var start = Moment(rows[0]);
        var first = (long)Math.Floor((start - DateTimeOffset.UnixEpoch) / options.BinWidth);
        foreach (var row in rows)
        {
            var bin = first + (long)Math.Round((Moment(row) - start) / options.BinWidth, MidpointRounding.AwayFromZero);
            if (detector.NextBin is { } next && bin != next)
            {
                if (bin < next)
                {
                    throw new InputException(_recording.LineOf(row), $"{_recording.Times[_recording.Rows[row].Time].Text} falls into the same bin of {options.BinWidth} as the row of series '{_recording.NameOf(row)}' before it; --bin must be no wider than the step of the rows; most are about {StepWidth.Word(StepWidth.Round(_recording.TypicalBin))} apart (--bin {StepWidth.Word(StepWidth.Round(_recording.TypicalBin))}).") { Row = row };
                }

                cancellationToken.ThrowIfCancellationRequested();
                detector.Skip(bin - 1);
            }

            var assessment = detector.Observe(bin, (int)_recording.Rows[row].Value);
            _verdicts[row] = Verdict.Of(assessment, assessment.OnsetBin is { } onset ? Math.Max(0, bin - onset) : -1);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return detector.FalseAlarms;
    }

    private void JudgeValues(ReadOnlySpan<int> rows, DetectorOptions options, CancellationToken cancellationToken)
    {
        var detector = new ValueDetector(options);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var assessment = detector.Observe(row, Moment(row) - DateTimeOffset.UnixEpoch, _recording.Rows[row].Value);
            _verdicts[row] = Verdict.Of(assessment, assessment.OnsetBin ?? -1);
        }
    }

    private DateTimeOffset Moment(int row) => _recording.Times[_recording.Rows[row].Time].Moment;

    /// <summary>Collects the series' spells of down.</summary>
    private void Follow(ReadOnlySpan<int> rows)
    {
        var detections = Told([], []); // of one series: what is told of all would be gathered for each
        for (var i = 0; i < rows.Length; i++)
        {
            if (_verdicts[rows[i]].State != SeriesState.Down)
            {
                continue;
            }

            var from = i;
            while (i < rows.Length && _verdicts[rows[i]].State == SeriesState.Down)
            {
                i++;
            }

            var outage = Describe(detections, rows, from, i);
            lock (_gate)
            {
                _outages.Add((rows[from], outage));
            }
        }
    }

    /// <param name="detections">What was said of the rows.</param>
    /// <param name="rows">Of the series.</param>
    /// <param name="from">The first that is down.</param>
    /// <param name="to">The first that is not any more.</param>
    private Outage Describe(Detections detections, ReadOnlySpan<int> rows, int from, int to)
    {
        var peak = from;
        var score = 0.0;
        for (var i = from; i < to; i++)
        {
            peak = _recording.Rows[rows[i]].Value >= _recording.Rows[rows[peak]].Value ? i : peak;
            score = Math.Max(score, _verdicts[rows[i]].Score);
        }

        List<double> shape = [];
        for (var i = Math.Max(0, from - ShapeBefore); i < Math.Min(to, from + ShapeLimit); i++)
        {
            shape.Add(_recording.Rows[rows[i]].Value);
        }

        var detected = detections.TimeOf(rows[from]).Text;
        var onset = detections.OnsetText(rows[from]);
        return new Outage
        {
            Series = _recording.NameOf(rows[from]),
            Onset = onset.Length > 0 ? onset : detected,
            Detected = detected,
            End = to < rows.Length ? detections.TimeOf(rows[to]).Text : null,
            Peak = _recording.Rows[rows[peak]].Value,
            ExpectedAtPeak = _verdicts[rows[peak]].Expected,
            Score = score,
            Shape = shape,
        };
    }
}
