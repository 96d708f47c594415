namespace Groundswell.Browser.Tests.Live;

/// <summary>A live node in the midst of the outage.</summary>
public sealed class TroubledMorning : IAsyncLifetime
{
    public LiveNode Node { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Node.InitializeAsync();
        await Node.PassAsync(Morning.OutageBegins - Node.Now + TimeSpan.FromMinutes(15));
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
