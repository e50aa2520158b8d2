using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>A made-up name: places of its characters in the tables of common surnames and given names.</summary>
internal readonly record struct PersonName(int Surname, int Table, int First, int Second)
{
    // Every character is three bytes of UTF-8: a place in a table is three times its index. Commonest first.
    private const int BytesPerCharacter = 3;

    private static ReadOnlySpan<byte> Surnames =>
        "王李张刘陈杨赵孙周徐朱吴马胡高郭孟魏宋董郑梁程曹袁冯韩唐许邓冉沈彭吕苏卢蒋蔡贾丁薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭邹熊金陆郝孔白崔康毛邱秦江史顾侯邵龙万段雷钱汤尹黎武乔贺龚文"u8;

    private static ReadOnlySpan<byte> WomenBefore1985 => "英兰秀芳玲梅桂华珍霞红艳丽娟敏静云凤萍荣侠翠平琴燕素芝莲爱春美巧玉金香月慧彩"u8;

    private static ReadOnlySpan<byte> MenBefore1985 => "军华建国平明强勇峰民永志文德成伟忠庆林海波福新光东祥宝卫玉学传守金保刚亮春生"u8;

    private static ReadOnlySpan<byte> WomenSince1985 => "婷欣怡雨涵梓萱诗琪佳颖晨雪思语嘉慧雅静梦洁妍悦可馨若曦子彤一诺依娜文倩莹璐玥瑶心"u8;

    private static ReadOnlySpan<byte> MenSince1985 => "宇浩轩子涵博文俊杰泽明睿辰一鸣天昊然家豪嘉伟梓皓志远思源鹏飞旭阳奕晨凯鑫磊超恒瑞"u8;

    public static PersonName Draw(bool isFemale, int birthDay, ref SeededDraws draws)
    {
        bool isLater = birthDay >= Days.Of(1985);
        int table = (isLater ? 2 : 0) + (isFemale ? 0 : 1);
        int count = Given(table).Length / BytesPerCharacter;
        int common = draws.Below(1000);
        int surname = common * common / 1000 * (Surnames.Length / BytesPerCharacter) / 1000;
        int second = draws.Happens(isLater ? 180 : 330) ? -1 : draws.Below(count);
        return new PersonName(surname, table, draws.Below(count), second);
    }

    public PersonName WithSurnameOf(PersonName other) => this with { Surname = other.Surname };

    public void WriteTo(RowBytes row)
    {
        row.Text(Surnames.Slice(Surname * BytesPerCharacter, BytesPerCharacter));
        row.Text(Given(Table).Slice(First * BytesPerCharacter, BytesPerCharacter));
        if (Second >= 0)
            row.Text(Given(Table).Slice(Second * BytesPerCharacter, BytesPerCharacter));
    }

    private static ReadOnlySpan<byte> Given(int table) => table switch
    {
        0 => WomenBefore1985,
        1 => MenBefore1985,
        2 => WomenSince1985,
        _ => MenSince1985,
    };
}
