using System.Buffers;
using System.Text.Json;
using Groundswell.Signals;

namespace Groundswell.Server.Ingest;

/// <summary>The lines of one batch while they are read, and what is said of them.</summary>
/// <param name="catalogue">What can be reported.</param>
/// <param name="sender">Whose reports they are.</param>
/// <param name="mostReports">Lines that it may have.</param>
/// <param name="mostBytes">Bytes that it may have, unpacked.</param>
internal sealed class ReportBatch(IntakeCatalogue catalogue, ReportSender sender, int mostReports = ReportLimits.BatchReports, long mostBytes = ReportLimits.BatchBytes) : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly ReportReader _reader = new(catalogue, sender);
    private readonly List<LineError> _errors = [];
    private readonly byte[] _line = new byte[ReportLimits.ReportBytes];
    private Report[] _reports = ArrayPool<Report>.Shared.Rent(256);
    private int[] _lineNumbers = ArrayPool<int>.Shared.Rent(256);
    private int _count;
    private long _bytes;
    private long _passed; // of a line that is too long, and not at its end

    public Memory<Report> Reports => _reports.AsMemory(0, _count);

    /// <summary>Lines that held something.</summary>
    public int Lines { get; private set; }

    public int InvalidLines { get; private set; }

    /// <summary>Which bound the batch breaks, or null.</summary>
    public string? Excess { get; private set; }

    /// <summary>The first fault of the first bad line, or null.</summary>
    public (int Line, FieldError Error)? FirstError => _errors.Count == 0 ? null : (_errors[0].Line, _errors[0].Error);

    /// <summary>Bytes read so far, unpacked.</summary>
    public long Bytes => _bytes + _passed;

    private int LineNumber { get; set; }

    private string OfWhom => mostReports < ReportLimits.BatchReports ? " where it comes without a token" : "";

    /// <summary>Reads the whole lines of a buffer, and passes over what there is of one that is too long.</summary>
    /// <returns>Where the first line begins that is not whole and that must be given again.</returns>
    public SequencePosition ReadLines(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var lines = new SequenceReader<byte>(buffer);
        while (Excess is null && lines.TryReadTo(out ReadOnlySequence<byte> line, NewLine))
        {
            ReadLine(line);
        }

        if (Excess is null && isLast && lines.Remaining + _passed > 0)
        {
            ReadLine(lines.UnreadSequence);
            return buffer.End;
        }

        if (Excess is null && lines.Remaining + _passed > ReportLimits.ReportBytes)
        {
            _passed += lines.Remaining;
            NoteBytes(_passed);
            return buffer.End;
        }

        return lines.Position;
    }

    /// <summary>Lists lines whose retry key came with another report before.</summary>
    public void NoteReusedKeys()
    {
        for (var i = 0; i < _count; i++)
        {
            if (_reports[i].Outcome == ReportOutcome.KeyReused)
            {
                AddErrors(_lineNumbers[i], [new FieldError("idempotency_key", "Another report came with it; a new report needs a new key.")]);
            }
        }
    }

    public void WriteAnswer(Utf8JsonWriter json, int status)
    {
        Span<int> outcomes = stackalloc int[Enum.GetValues<ReportOutcome>().Length];
        foreach (ref readonly var report in Reports.Span)
        {
            outcomes[(int)report.Outcome]++;
        }

        json.WriteStartObject();
        if (status != 200)
        {
            json.WriteString("type", "urn:groundswell:problem:invalid-batch");
            json.WriteString("title", "No line of the batch can be taken");
            json.WriteNumber("status", status);
            json.WriteString("detail", $"None of {Lines} lines is a report that can be taken; rejected says why.");
        }

        json.WriteNumber("accepted", _count - outcomes[(int)ReportOutcome.KeyReused]);
        json.WriteNumber("counted", outcomes[(int)ReportOutcome.Counted]);
        json.WriteNumber("repeated", outcomes[(int)ReportOutcome.Repeated]);
        json.WriteNumber("duplicates", outcomes[(int)ReportOutcome.Duplicate]);
        json.WriteNumber("rejected_lines", InvalidLines);
        json.WriteStartArray("rejected");
        foreach (var (line, error) in _errors)
        {
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteString("field", error.Field);
            json.WriteString("reason", error.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Only when nobody has <see cref="Reports"/> any more.</summary>
    public void Dispose()
    {
        ArrayPool<Report>.Shared.Return(_reports, clearArray: true);
        ArrayPool<int>.Shared.Return(_lineNumbers);
        (_reports, _lineNumbers, _count) = ([], [], 0);
    }

    private void ReadLine(ReadOnlySequence<byte> line)
    {
        LineNumber++;
        var length = _passed + line.Length;
        _passed = 0;
        _bytes += length + 1;
        if (!NoteBytes(0))
        {
            return;
        }

        if (length > ReportLimits.ReportBytes)
        {
            Lines++;
            AddErrors(LineNumber, [new FieldError("", $"The line has more than {ReportLimits.ReportBytes} bytes.")]);
            return;
        }

        var bytes = line.IsSingleSegment ? line.FirstSpan : Copy(line);
        bytes = bytes.Trim(" \r\t"u8);
        if (bytes.IsEmpty)
        {
            return;
        }

        Lines++;
        if (Lines > mostReports)
        {
            Excess = $"A batch has at most {mostReports} reports{OfWhom}.";
            return;
        }

        if (_count == _reports.Length)
        {
            Grow(ref _reports);
        }

        if (_count == _lineNumbers.Length)
        {
            Grow(ref _lineNumbers);
        }

        if (_reader.TryRead(bytes, ref _reports[_count]))
        {
            _lineNumbers[_count++] = LineNumber;
        }
        else
        {
            AddErrors(LineNumber, _reader.Errors);
        }
    }

    // Large arrays are collected late: they are used again instead.
    private void Grow<T>(ref T[] items)
    {
        var more = ArrayPool<T>.Shared.Rent(_count * 2);
        items.AsSpan(0, _count).CopyTo(more);
        ArrayPool<T>.Shared.Return(items, clearArray: true);
        items = more;
    }

    private bool NoteBytes(long more)
    {
        if (_bytes + more > mostBytes)
        {
            Excess = $"A batch has at most {mostBytes} bytes after decompression{OfWhom}.";
        }

        return Excess is null;
    }

    private ReadOnlySpan<byte> Copy(ReadOnlySequence<byte> line)
    {
        line.CopyTo(_line);
        return _line.AsSpan(0, (int)line.Length);
    }

    private void AddErrors(int line, IReadOnlyList<FieldError> errors)
    {
        InvalidLines++;
        foreach (var error in errors)
        {
            if (_errors.Count < ReportLimits.ListedLines)
            {
                _errors.Add(new LineError(line, error));
            }
        }
    }

    private sealed record LineError(int Line, FieldError Error);
}
