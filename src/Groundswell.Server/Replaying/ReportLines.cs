using System.Buffers;
using System.Globalization;
using System.Text;
using Groundswell.Scenarios;

namespace Groundswell.Server.Replaying;

/// <summary>Reports of a scenario as the lines that the batch interface takes.</summary>
public sealed class ReportLines
{
    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>How many reports are held.</summary>
    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _lines.WrittenMemory;

    /// <param name="report">Names its reporter by number.</param>
    /// <param name="withTime">Whether it says when it happened; without, it counts when it arrives.</param>
    public void Add(in ScenarioReport report, bool withTime)
    {
        // Ids are slugs and codes: nothing in them needs an escape.
        Write($"{{\"service\":\"{report.Service}\",\"symptom\":\"{report.Symptom}\",\"reporter\":\"{report.Reporter}\"");
        if (!report.Region.IsUnknown)
        {
            Write($",\"region\":\"{report.Region}\"");
        }

        if (withTime)
        {
            Write($",\"event_time\":\"{report.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}\"");
        }

        Write($"}}\n");
        Count++;
    }

    public void Clear()
    {
        _lines.ResetWrittenCount();
        Count = 0;
    }

    private void Write(FormattableString text)
    {
        var line = text.ToString(CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(line, _lines.GetSpan(line.Length));
        _lines.Advance(line.Length);
    }
}
