using System.Threading.Channels;
using Groundswell.Server.Serving;

namespace Groundswell.Server.Live;

/// <summary>One open connection. The hub writes to its short queue and never waits; a full queue ends it.</summary>
internal sealed class LiveReader(PageAddress page, int backlog)
{
    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(backlog) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public PageAddress Page { get; } = page;

    /// <summary>Tag of the content that the reader was last told of; the hub's loop alone writes it after the start.</summary>
    public string Told { get; set; } = "";

    public ChannelReader<byte[]> Messages => _messages.Reader;

    public void Offer(byte[] message)
    {
        if (!_messages.Writer.TryWrite(message))
        {
            _messages.Writer.TryComplete();
        }
    }

    public void End() => _messages.Writer.TryComplete();
}
