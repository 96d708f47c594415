using System.Collections.Concurrent;
using Groundswell.Publication;
using Microsoft.Extensions.Options;

namespace Groundswell.Server.Serving;

/// <summary>
/// Pages as bytes, each drawn at most once per snapshot however many ask. Bounded: only addresses that exist are kept, and
/// of these the lately used. A slot is locked to start a drawing, never while it runs.
/// </summary>
internal sealed class PageCache(
    IPublicView view, IPageSource source, Freshness freshness, DrawingGate gate, IOptions<PageOptions> options)
{
    private readonly ConcurrentDictionary<PageAddress, Slot> _slots = new();
    private readonly int _keptPages = options.Value.KeptPages;
    private readonly Lock _eviction = new();
    private HomePage? _home;
    private long _uses;

    /// <summary>Pages held at present.</summary>
    public int Count => _slots.Count;

    /// <summary>The home page if it is ready for the latest snapshot: no lock, no lookup, no allocation.</summary>
    public RenderedPage? ReadyHome()
    {
        var home = Volatile.Read(ref _home);
        var snapshot = view.Current;
        return home is not null && ReferenceEquals(home.Snapshot, snapshot) && home.IsStale == freshness.IsStale(snapshot) ? home.Page : null;
    }

    public async ValueTask<PageAnswer> GetAsync(PageAddress address, CancellationToken cancellationToken)
    {
        var snapshot = view.Current;
        if (!Exists(address, snapshot))
        {
            return PageAnswer.Missing.Value;
        }

        var isStale = freshness.IsStale(snapshot);
        var slot = _slots.GetOrAdd(address, static _ => new Slot());
        slot.LastUse = Interlocked.Increment(ref _uses);
        var drawing = slot.Join(snapshot, isStale, earlier => DrawAsync(address, snapshot, isStale, earlier));
        Evict();
        var answer = await drawing.WaitAsync(cancellationToken);
        if (answer is not PageAnswer.Found found)
        {
            _slots.TryRemove(new KeyValuePair<PageAddress, Slot>(address, slot));
            return answer;
        }

        if (address.Kind == PageKind.Home)
        {
            Volatile.Write(ref _home, new HomePage(snapshot, isStale, found.Page));
        }

        return answer;
    }

    /// <summary>Keeps names that nobody has out of the slots. Incidents are many and known to the store alone; a wrong one leaves when its drawing ends.</summary>
    private static bool Exists(PageAddress address, PublicSnapshot snapshot) => address.Kind switch
    {
        PageKind.Service or PageKind.ServiceThanked or PageKind.ServiceRepeated =>
            Catalogue.ServiceId.TryParse(address.Key, null, out var service) && snapshot.Catalogue.Services.ContainsKey(service),
        PageKind.Category => snapshot.Catalogue.Categories.ContainsKey(address.Key),
        _ => true,
    };

    private async Task<PageAnswer> DrawAsync(PageAddress address, PublicSnapshot snapshot, bool isStale, RenderedPage? earlier)
    {
        // Shared by all who wait: one who leaves must not end it for the others.
        if (!await gate.TryEnterAsync(CancellationToken.None))
        {
            return PageAnswer.Busy.Value;
        }

        try
        {
            var html = await source.RenderAsync(address, snapshot, isStale, CancellationToken.None);
            return html is null ? PageAnswer.Missing.Value : new PageAnswer.Found(RenderedPage.From(html, earlier));
        }
        finally
        {
            gate.Leave();
        }
    }

    private void Evict()
    {
        if (_slots.Count <= _keptPages || !_eviction.TryEnter())
        {
            return;
        }

        try
        {
            // An eighth at a time, so that the sort is rare.
            foreach (var pair in _slots.OrderBy(p => p.Value.LastUse).Take(_slots.Count - _keptPages + (_keptPages / 8)))
            {
                _slots.TryRemove(pair);
            }
        }
        finally
        {
            _eviction.Exit();
        }
    }

    private sealed record HomePage(PublicSnapshot Snapshot, bool IsStale, RenderedPage Page);

    private sealed class Slot
    {
        private readonly Lock _gate = new();
        private PublicSnapshot? _snapshot;
        private bool _isStale;
        private Task<PageAnswer>? _drawing;
        private RenderedPage? _latest;

        public long LastUse { get; set; }

        public Task<PageAnswer> Join(PublicSnapshot snapshot, bool isStale, Func<RenderedPage?, Task<PageAnswer>> draw)
        {
            lock (_gate)
            {
                if (_drawing is not null && !_drawing.IsFaulted && ReferenceEquals(_snapshot, snapshot) && _isStale == isStale)
                {
                    return _drawing;
                }

                _latest = _drawing is { IsCompletedSuccessfully: true } && Finished(_drawing) is PageAnswer.Found found ? found.Page : _latest;
                (_snapshot, _isStale) = (snapshot, isStale);
                _drawing = draw(_latest);
                return _drawing;
            }
        }

        // The task has ended, so nothing waits.
        private static PageAnswer Finished(Task<PageAnswer> task) => task.GetAwaiter().GetResult();
    }
}
