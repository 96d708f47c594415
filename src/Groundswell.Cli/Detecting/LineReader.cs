namespace Groundswell.Cli.Detecting;

/// <summary>Lines of a text as parts of one buffer: no string a line, and never more than a line is held, however long a file goes on without an end of one.</summary>
/// <param name="input">The text.</param>
/// <param name="maximumLine">Longest line in characters.</param>
internal sealed class LineReader(TextReader input, int maximumLine = LineReader.MaximumRow)
{
    private const int MaximumRow = 4096;

    private char[] _buffer = new char[1 << 16];
    private int _from;
    private int _to;
    private bool _hasEnded;

    /// <summary>Number of the latest line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end, valid until the next call; false after the last.</summary>
    /// <exception cref="InputException">The line is longer than a row can be.</exception>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        Number++;
        var length = _buffer.AsSpan(_from, _to - _from).IndexOf('\n');
        while (length < 0 && !_hasEnded && _to - _from <= maximumLine)
        {
            length = Fill();
        }

        if (length < 0)
        {
            line = Checked(_buffer.AsSpan(_from, _to - _from));
            _from = _to;
            return line.Length > 0;
        }

        line = Checked(_buffer.AsSpan(_from, length).TrimEnd('\r'));
        _from += length + 1;
        return true;
    }

    /// <summary>Reads on. Where the next end of a line is, seen from the present line's start; negative while there is none.</summary>
    private int Fill()
    {
        var held = _to - _from;
        if (_from > 0)
        {
            _buffer.AsSpan(_from, held).CopyTo(_buffer);
            (_from, _to) = (0, held);
        }

        if (held == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * held);
        }

        var read = input.Read(_buffer, _to, _buffer.Length - _to);
        _hasEnded = read == 0;
        _to += read;
        var end = _buffer.AsSpan(held, read).IndexOf('\n');
        return end < 0 ? end : held + end;
    }

    private ReadOnlySpan<char> Checked(ReadOnlySpan<char> line) =>
        line.Length <= maximumLine ? line : throw new InputException(Number, $"longer than {maximumLine} characters.");
}
