using System.Globalization;
using System.Runtime.InteropServices;

namespace Groundswell.Cli.Detecting;

/// <summary>
/// Reads <c>series,time,count</c> or <c>timestamp,value</c>. Fields may be quoted; series may be interleaved. Whatever breaks a rule
/// ends the reading with the line and the reason.
/// </summary>
internal sealed class RecordingReader
{
    private const string CountHeader = "series,time,count";
    private const string ValueHeader = "timestamp,value";

    // Clocks of metrics often write local time: at the end of summer time an hour comes twice. The order of the rows decides then.
    private static readonly TimeSpan MaximumTurnBack = TimeSpan.FromHours(2);

    private readonly Dictionary<string, int> _seriesNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _timeNumbers = new(StringComparer.Ordinal);
    private readonly List<string> _series = [];
    private readonly List<TimeStamp> _times = [];
    private readonly List<CountRow> _rows = [];
    private readonly List<long> _blankLines = [];
    private readonly List<int> _lastTimes = []; // by series
    private readonly Dictionary<long, int> _steps = [];
    private readonly Range[] _fields = new Range[4];
    private long _line;
    private int _latestTime;

    public static Recording Read(TextReader input, string name, Action<long> progress, CancellationToken cancellationToken) =>
        new RecordingReader().ReadAll(input, name, progress, cancellationToken);

    private Recording ReadAll(TextReader input, string name, Action<long> progress, CancellationToken cancellationToken)
    {
        var lines = new LineReader(input);
        var counts = ReadHeader(lines);
        while (lines.TryRead(out var line))
        {
            _line = lines.Number;
            if (line.IsEmpty)
            {
                _blankLines.Add(_line);
            }
            else
            {
                ReadRow(line, counts, name);
            }

            if (_line % 65_536 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(_line);
            }
        }

        return new Recording
        {
            HoldsCounts = counts,
            Series = _series,
            Times = _times,
            Rows = _rows,
            BlankLines = _blankLines,
            TypicalStep = StepWidth.Typical(_steps, _series.Count),
        };
    }

    private static bool ReadHeader(LineReader lines)
    {
        if (!lines.TryRead(out var line))
        {
            throw new InputException(1, $"the input is empty; the header must be '{CountHeader}' or '{ValueHeader}'.");
        }

        var header = line.TrimStart('\uFEFF').ToString().Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        return header.Equals(CountHeader, StringComparison.OrdinalIgnoreCase)
            || (header.Equals(ValueHeader, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new InputException(1, $"the header must be '{CountHeader}' or '{ValueHeader}', not '{Excerpt(header)}'."));
    }

    private void ReadRow(ReadOnlySpan<char> line, bool counts, string name)
    {
        if (line.Contains('"'))
        {
            ReadFields(Unquote(line), counts, name);
            return;
        }

        var columns = line.Split(_fields, ',');
        CheckColumns(columns, counts);
        var time = TimeNumber(line[_fields[counts ? 1 : 0]].Trim());
        var series = SeriesNumber(counts ? line[_fields[0]] : name);
        Append(series, time, Number(line[_fields[counts ? 2 : 1]], counts), counts);
    }

    private void ReadFields(List<string> fields, bool counts, string name)
    {
        CheckColumns(fields.Count, counts);
        Append(SeriesNumber(counts ? fields[0] : name), TimeNumber(fields[^2].AsSpan().Trim()), Number(fields[^1], counts), counts);
    }

    private void CheckColumns(int columns, bool counts)
    {
        if (columns != (counts ? 3 : 2))
        {
            throw new InputException(_line, $"{(counts ? "three columns are" : "two columns are")} expected, {(columns > 3 ? "more than three" : columns)} found.");
        }
    }

    private void Append(int series, int time, double value, bool counts)
    {
        var last = _lastTimes[series];
        if (last >= 0)
        {
            var step = (_times[time].Moment - _times[last].Moment).Ticks;
            if (step <= 0 && (counts || -step > MaximumTurnBack.Ticks))
            {
                throw new InputException(_line, step == 0
                    ? $"the time {_times[time].Text} of series '{Excerpt(_series[series])}' was given already."
                    : $"the time {_times[time].Text} of series '{Excerpt(_series[series])}' is before {_times[last].Text}, the one before it.");
            }

            CollectionsMarshal.GetValueRefOrAddDefault(_steps, Math.Max(1, step), out _)++;
        }

        _lastTimes[series] = time;
        _rows.Add(new CountRow(series, time, value));
    }

    private int SeriesNumber(ReadOnlySpan<char> name)
    {
        name = name.Trim(); // as the header's names are; a blank that nobody sees makes no other series
        if (_rows.Count > 0 && name.SequenceEqual(_series[_rows[^1].Series]))
        {
            return _rows[^1].Series;
        }

        if (name.IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            throw new InputException(_line, "the name of the series holds a control character.");
        }

        if (name.IsWhiteSpace())
        {
            throw new InputException(_line, "the name of the series is empty.");
        }

        var lookup = _seriesNumbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var number))
        {
            number = _series.Count;
            _series.Add(name.ToString());
            _lastTimes.Add(-1);
            lookup[name] = number;
        }

        return number;
    }

    private int TimeNumber(ReadOnlySpan<char> text)
    {
        // Most rows have the time after the one of the row before (a series after another) or the same one (interleaved).
        for (var guess = _latestTime; guess <= _latestTime + 1 && guess < _times.Count; guess++)
        {
            if (text.SequenceEqual(_times[guess].Text))
            {
                return _latestTime = guess;
            }
        }

        var lookup = _timeNumbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var number))
        {
            if (!TimeStamp.TryParse(text.ToString(), out var stamp))
            {
                throw new InputException(_line, TimeStamp.Refusal(Excerpt(text)));
            }

            number = _times.Count;
            _times.Add(stamp);
            lookup[text] = number;
        }

        return _latestTime = number;
    }

    private double Number(ReadOnlySpan<char> text, bool count)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || double.IsNaN(value))
        {
            throw new InputException(_line, $"'{Excerpt(text)}' is not a number.");
        }

        if (double.IsInfinity(value) && !count)
        {
            throw new InputException(_line, $"'{Excerpt(text)}' is not a finite number.");
        }

        return !count || (value is >= 0 and <= int.MaxValue && value == Math.Floor(value))
            ? value
            : throw new InputException(_line, $"'{Excerpt(text)}' is not a count: a whole number from 0 to {int.MaxValue}.");
    }

    private List<string> Unquote(ReadOnlySpan<char> line)
    {
        List<string> fields = [];
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return quoted ? throw new InputException(_line, "a quote is opened and not closed.") : fields;
    }

    /// <summary>A terminal must not obey what a file holds: control characters are shown as such.</summary>
    private static string Excerpt(ReadOnlySpan<char> text) =>
        string.Concat((text.Length <= 40 ? text.ToString() : $"{text[..40]}…").Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
