import { Application } from '../testing/application';

describe('Users', () => {
  let app: Application;

  beforeEach(async () => {
    app = await Application.open();
  });

  afterEach(() => app.close());

  const maria = { email: 'Maria@Example.com', name: ' Maria Ferreira ' };

  it('adds a person with derived initials and finds it in any letter case', async () => {
    const created = await app.users.create(maria);
    expect(created).toEqual({
      id: 1,
      email: 'maria@example.com',
      name: 'Maria Ferreira',
      initials: 'MF',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      merged_into_id: null,
    });
    expect(await app.users.findByEmail(' MARIA@example.COM ')).toEqual(created);
    expect(await app.users.findById(1)).toEqual(created);
    expect(await app.users.list()).toEqual([created]);
  });

  it('keeps initials that are given, and derives those that are blank', async () => {
    const given = await app.users.create({ ...maria, initials: ' MFX ' });
    const blank = await app.users.create({ email: 'a@b.cd', name: 'A B', initials: ' ' });
    expect([given.initials, blank.initials]).toEqual(['MFX', 'AB']);
  });

  it('refuses an e-mail that somebody has in another letter case', async () => {
    await app.users.create(maria);
    await expect(app.users.create({ ...maria, email: 'MARIA@example.com' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Expected an unused e-mail address, found a user with maria@example.com',
    });
  });

  it('reports all problems of an input at once', async () => {
    const input = { email: 'nobody', name: ' ', initials: 'x'.repeat(11) };
    await expect(app.users.create(input)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [
        { field: 'email', message: expect.stringContaining('found "nobody"') },
        { field: 'name', message: expect.stringContaining('found 0') },
        { field: 'initials', message: expect.stringContaining('found 11') },
      ],
    });
  });

  it.each([
    ['email', { email: 'a\u0000b@example.com' }],
    ['email', { email: 'a\ud800@example.com' }],
    ['email', { email: 'a b@example.com' }],
    ['email', { email: 'a@b@example.com' }],
    ['email', { email: 'a@localhost' }],
    ['email', { email: `${'a'.repeat(243)}@example.com` }],
    ['email', { email: '' }],
    ['name', { name: 'a\u0000b' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: 'a\udc00b' }],
    ['name', { name: 'x'.repeat(256) }],
    ['initials', { initials: 'A\u0000' }],
    ['initials', { initials: 'A\nB' }],
    ['initials', { initials: 'A\ud800' }],
  ])('refuses as %s %j', async (field, input) => {
    await expect(app.users.create({ ...maria, ...input })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field }],
    });
  });

  it.each([
    { email: `${'a'.repeat(242)}@example.com`, name: 'x'.repeat(255), initials: 'x'.repeat(10) },
    { email: 'élodie+tag@sub.example.com', name: '🚀'.repeat(255), initials: '🚀'.repeat(10) },
    { email: 'İSTANBUL@example.com', name: 'e\u0301', initials: 'É' },
  ])('accepts $email', async (input) => {
    const created = await app.users.create(input);
    expect(await app.users.findByEmail(input.email)).toEqual(created);
  });

  it('adds one person when many ask for the same at once', async () => {
    const found = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        app.users.findOrCreate({ ...maria, email: index % 2 ? maria.email : 'maria@example.com' }),
      ),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await app.users.list()).toHaveLength(1);
  });

  it('does not change somebody who is found', async () => {
    const created = await app.users.create(maria);
    expect(await app.users.findOrCreate({ ...maria, name: 'Another Name' })).toEqual(created);
  });

  it('refuses to add somebody impossible', async () => {
    const adding = app.users.findOrCreate({ email: 'nobody', name: 'N' });
    await expect(adding).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('lists people by name', async () => {
    await app.users.create({ email: 'z@example.com', name: 'Adam' });
    await app.users.create({ email: 'a@example.com', name: 'Zoe' });
    expect((await app.users.list()).map(({ name }) => name)).toEqual(['Adam', 'Zoe']);
  });

  it('reports which ids belong to people', async () => {
    await app.users.create(maria);
    expect(await app.users.existing([1, 2, 1])).toEqual(new Set([1]));
    expect(await app.users.existing([])).toEqual(new Set());
  });

  it('finds nobody by what is no e-mail', async () => {
    for (const email of ['', 'x', 'a\u0000@b.cd']) {
      expect(await app.users.findByEmail(email)).toBeNull();
    }
  });

  it('is one person when several tabs sign in with Google for the first time at once', async () => {
    for (let round = 0; round < 10; round++) {
      const person = { sub: `google-${round}`, email: `g${round}@example.com`, name: 'Gil Reis' };
      const tabs = Array.from({ length: 8 }, () => app.users.signInWithGoogle(person));
      const ids = (await Promise.all(tabs)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(1);
    }
  });
});
