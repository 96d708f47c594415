using Microsoft.Extensions.Options;

namespace Groundswell.Server.Serving;

/// <summary>Lets as many drawings run as there are processors, and a bounded number wait: readers must not crowd out intake.</summary>
internal sealed class DrawingGate(IOptions<PageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly int _mostWaiting = options.Value.WaitingDrawings;
    private int _waiting;

    /// <summary>False if too many wait already. Whoever got true must <see cref="Leave"/>.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_turns.Wait(0, cancellationToken))
        {
            return true;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > _mostWaiting)
            {
                return false;
            }

            await _turns.WaitAsync(cancellationToken);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Leave() => _turns.Release();

    public void Dispose() => _turns.Dispose();
}
