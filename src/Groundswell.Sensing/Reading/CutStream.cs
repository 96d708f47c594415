namespace Groundswell.Sensing.Reading;

/// <summary>The beginning of something longer: reading past it throws, so that no reader takes the cut for an end.</summary>
internal sealed class CutStream(ReadOnlyMemory<byte> octets) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    /// <exception cref="EndOfStreamException">All was read that is there.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_at == octets.Length && buffer.Length > 0)
        {
            throw new EndOfStreamException();
        }

        var length = Math.Min(buffer.Length, octets.Length - _at);
        octets.Span.Slice(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
