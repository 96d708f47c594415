using System.Buffers;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>The beginning of a body, as it came.</summary>
internal sealed class HttpBody : IDisposable
{
    private const int ChunkLength = 16 * 1024;

    private byte[] _octets;
    private int _length;

    private HttpBody(byte[] octets) => _octets = octets;

    /// <summary>There was more than the limit.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlyMemory<byte> Octets => _octets.AsMemory(0, _length);

    /// <param name="stream">Read to its end, or to the limit.</param>
    /// <param name="limit">In octets.</param>
    /// <param name="isKept">Whether the octets are needed; else they are only counted.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public static async Task<HttpBody> ReadAsync(Stream stream, int limit, bool isKept, CancellationToken cancellationToken)
    {
        var body = new HttpBody(ArrayPool<byte>.Shared.Rent(ChunkLength));
        try
        {
            await body.FillAsync(stream, limit, isKept, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
        _length = 0;
    }

    private async Task FillAsync(Stream stream, int limit, bool isKept, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            if (isKept && _length == _octets.Length)
            {
                Grow();
            }

            var length = await stream.ReadAsync(isKept ? _octets.AsMemory(_length) : _octets, cancellationToken);
            if (length == 0)
            {
                return;
            }

            total += length;
            _length = isKept ? Math.Min(total, limit) : 0;
            if (total > limit)
            {
                IsCut = true;
                return;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_octets.Length * 2);
        _octets.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_octets);
        _octets = larger;
    }
}
