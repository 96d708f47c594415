namespace Groundswell.Cli.Detecting;

/// <summary>A stream whose first two bytes can be looked at before it is read: gzip is told by them, also on standard input.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _start = new byte[2];
    private readonly int _length;
    private int _position;

    public PeekedStream(Stream inner)
    {
        _inner = inner;
        _length = inner.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public bool StartsWith(byte first, byte second) => _length == 2 && _start[0] == first && _start[1] == second;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position == _length)
        {
            return _inner.Read(buffer);
        }

        var taken = Math.Min(buffer.Length, _length - _position);
        _start.AsSpan(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
