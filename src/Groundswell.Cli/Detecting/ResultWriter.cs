using System.Globalization;
using System.Text;
using Groundswell.Detection;

namespace Groundswell.Cli.Detecting;

/// <summary>Writes a row for each row of the input, in its order, straight into bytes.</summary>
internal sealed class ResultWriter(Detections detections, Stream output)
{
    private const string Header = "series,time,value,expected,lower,upper,score,state,onset\n";
    private const int LongestNumber = 32;
    private const int RowsBetweenLooks = 16_384;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    public void Write(Action<long> progress, CancellationToken cancellationToken)
    {
        var recording = detections.Recording;
        Append(Header);
        for (var row = 0; row < recording.Rows.Count; row++)
        {
            if (row % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress(row);
            }

            var verdict = detections.Verdicts[row];
            AppendName(recording.NameOf(row));
            AppendField(detections.TimeOf(row).Text);
            AppendField(recording.Rows[row].Value);
            AppendField(verdict.Expected);
            AppendField(verdict.Lower);
            AppendField(verdict.Upper);
            AppendField(verdict.Score);
            AppendField(Name(verdict.State));
            AppendField(verdict.Onset < 0 ? "" : detections.OnsetText(row));
            Append("\n");
        }

        Flush();
        progress(recording.Rows.Count);
    }

    private static string Name(SeriesState state) => state switch
    {
        SeriesState.Normal => "normal",
        SeriesState.Suspect => "suspect",
        SeriesState.Down => "down",
        SeriesState.Recovering => "recovering",
        _ => "unknown",
    };

    private void AppendName(string name) =>
        Append(name.AsSpan().IndexOfAny(",\"") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");

    private void AppendField(string text)
    {
        Append(",");
        Append(text);
    }

    /// <summary>The shortest digits that give the same number when read; nothing where it is not known.</summary>
    private void AppendField(double value)
    {
        Append(",");
        Reserve(LongestNumber);
        if (double.IsFinite(value) && value.TryFormat(_buffer.AsSpan(_length), out var written, provider: CultureInfo.InvariantCulture))
        {
            _length += written;
        }
    }

    private void Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Flush();
        }
    }

    private void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }
}
