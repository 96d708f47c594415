using System.Globalization;
using System.Text;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Replies of SMTP: lines that begin with a code, the last one with a space after it (RFC 5321, section 4.2.1). Bounded.</summary>
internal sealed class ReplyLines(Stream stream)
{
    private const int LongestReply = 16 * 1024;
    private const int MostLines = 100;
    private const int CodeLength = 3;

    private readonly byte[] _buffer = new byte[LongestReply];
    private int _filled;

    /// <summary>The lines of the last reply, each of at least four characters.</summary>
    public IReadOnlyList<string> Last { get; private set; } = [];

    /// <summary>The code of the last reply; null where what came was none.</summary>
    public int? LastCode { get; private set; }

    /// <summary>The other side has said its last.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Octets came that belong to no reply yet.</summary>
    public bool HasMore => _filled > 0;

    /// <summary>What came and is no reply.</summary>
    public string Unread => Encoding.Latin1.GetString(_buffer, 0, _filled);

    /// <returns>The code; null where what came is no reply, or is too long, or nothing more comes.</returns>
    public async Task<int?> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        LastCode = null;
        while (lines.Count < MostLines)
        {
            if (await ReadLineAsync(cancellationToken) is not { } line)
            {
                return null;
            }

            if (line.Length < CodeLength || !int.TryParse(line.AsSpan(0, CodeLength), NumberStyles.None, CultureInfo.InvariantCulture, out var code) || (line.Length > CodeLength && line[CodeLength] is not (' ' or '-')))
            {
                Encoding.Latin1.GetBytes(line, _buffer);
                _filled = line.Length;
                return null;
            }

            lines.Add(line.PadRight(CodeLength + 1));
            if (line.Length == CodeLength || line[CodeLength] == ' ')
            {
                (Last, LastCode) = (lines, code);
                return code;
            }
        }

        return null;
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, 0, end).TrimEnd('\r');
                _buffer.AsSpan(end + 1, _filled - end - 1).CopyTo(_buffer);
                _filled -= end + 1;
                return line;
            }

            if (_filled == _buffer.Length)
            {
                return null;
            }

            var length = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (length == 0)
            {
                HasEnded = _filled == 0;
                return null;
            }

            _filled += length;
        }
    }
}
