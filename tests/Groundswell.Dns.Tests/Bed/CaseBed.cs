using Groundswell.Dns.Tests.Bed;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Cases;
using Groundswell.DnsBed.Zones;

[assembly: AssemblyFixture(typeof(CaseBed))]

namespace Groundswell.Dns.Tests.Bed;

/// <summary>
/// The bed with every case, once for all tests. What a resolver sees of each is asked for at once for all of them, because some
/// keep it waiting for ten seconds; each test then awaits its own.
/// </summary>
public sealed class CaseBed : IAsyncLifetime
{
    private const int AtATime = 24;

    private readonly CancellationTokenSource _ending = new();
    private Dictionary<string, Task<BedAnswer>> _seen = [];
    private StandingBed? _bed;

    /// <summary>Titles of every case, which are the same for every bed.</summary>
    public static IEnumerable<string> Titles { get; } = [.. CaseBook.Fill(new BedWorld("127.53")).Cases.Select(c => c.Title)];

    public CaseBook Book { get; private set; } = null!;

    public StandingBed Bed => _bed ?? throw new InvalidOperationException("The bed was not started.");

    public BedCase Case(string title) => Book.Cases.Single(c => c.Title == title);

    /// <summary>What a validating resolver without a cache makes of a case.</summary>
    public Task<BedAnswer> SeenAsync(string title) => _seen[title];

    public async ValueTask InitializeAsync()
    {
        _bed = await StandingBed.StartAsync(world => Book = CaseBook.Fill(world), TestContext.Current.CancellationToken);
        await Book.PrepareAsync(_bed, TestContext.Current.CancellationToken);
        var turns = new SemaphoreSlim(AtATime);
        _seen = Book.Cases.ToDictionary(c => c.Title, c => AskAsync(c, turns));
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        if (_bed is not null)
        {
            await _bed.DisposeAsync();
        }

        _ending.Dispose();
    }

    private async Task<BedAnswer> AskAsync(BedCase asked, SemaphoreSlim turns)
    {
        await turns.WaitAsync(_ending.Token);
        try
        {
            return await Bed.AskAsync(Book.ResolverAddress, asked.Name, asked.Type, _ending.Token);
        }
        finally
        {
            turns.Release();
        }
    }
}
