using CsCheck;

namespace Groundswell.Server.Tests.StoreModel;

/// <summary>Something that happens to a node and its store.</summary>
internal abstract record StoreStep
{
    private StoreStep()
    {
    }

    /// <summary>A few steps, the everyday ones more often.</summary>
    public static Gen<StoreStep[]> Steps { get; } = Gen.Frequency(
        (6, Gen.Select(Gen.Int[1, 4], Gen.Int[0, 1439], Gen.Int[0, 2]).Select((n, late, service) => (StoreStep)new Report(n, late * (n % 2), service))),
        (4, Gen.Const((StoreStep)new Tick())),
        (3, Gen.Int[1, 200].Select(minutes => (StoreStep)new Pass(minutes))),
        (2, Gen.Int[1, 80].Select(hours => (StoreStep)new Off(hours))),
        (3, Gen.Int[-7000, 7000].Select(minutes => (StoreStep)new SetClock(minutes))),
        (2, Gen.Const((StoreStep)new Kill())),
        (1, Gen.Const((StoreStep)new Rebuild())),
        (1, Gen.Int[0, 5].Select(day => (StoreStep)new LoseDay(day))),
        (1, Gen.Const((StoreStep)new EmptyDay())),
        (1, Gen.Const((StoreStep)new KeepCopy())),
        (1, Gen.Const((StoreStep)new PutBackCounts())),
        (1, Gen.Const((StoreStep)new PutBackJournal()))).Array[4, 24];

    /// <summary>Reports come, all on one service and minute.</summary>
    public sealed record Report(int People, int MinutesLate, int Service) : StoreStep;

    public sealed record Tick : StoreStep;

    /// <summary>Time passes, without a tick.</summary>
    public sealed record Pass(int Minutes) : StoreStep;

    /// <summary>The node is stopped, and started later.</summary>
    public sealed record Off(int Hours) : StoreStep;

    /// <summary>Somebody sets the clock.</summary>
    public sealed record SetClock(int ByMinutes) : StoreStep;

    /// <summary>The node ends without a word, and is started again.</summary>
    public sealed record Kill : StoreStep;

    /// <summary>The node ends without a word, its counts are made anew, and it is started again.</summary>
    public sealed record Rebuild : StoreStep;

    /// <summary>While the node is off, a day's file is deleted.</summary>
    public sealed record LoseDay(int Number) : StoreStep;

    /// <summary>The node ends while it makes a day's file.</summary>
    public sealed record EmptyDay : StoreStep;

    public sealed record KeepCopy : StoreStep;

    /// <summary>While the node is off, the counts of the last copy are put back.</summary>
    public sealed record PutBackCounts : StoreStep;

    /// <summary>While the node is off, the journal of the last copy is put back.</summary>
    public sealed record PutBackJournal : StoreStep;
}
