import type { Entropy } from '../../kernel/index.ts';
import type { Consumer, Owner } from './model.ts';

/** What a consumer's owner decides. */
export type ConsumerFields = Pick<
  Consumer,
  'name' | 'description' | 'url' | 'baseUrl' | 'picture' | 'rights'
>;

/** OAuth consumers (V20). */
export class Consumers {
  readonly #entropy: Entropy;
  readonly all: Consumer[] = [];

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  /** @param credentials the platform's own; given by a fixture only */
  create(
    owner: Owner,
    fields: Partial<ConsumerFields> & Pick<ConsumerFields, 'name' | 'baseUrl'>,
    credentials: { key?: string; secret?: string } = {},
  ): Consumer {
    const consumer: Consumer = {
      description: '',
      url: fields.baseUrl,
      picture: '',
      rights: ['access_organisations', 'access_personal_information'],
      ...fields,
      key: credentials.key ?? this.#entropy.bytes(15).toString('hex'),
      secret: credentials.secret ?? this.#entropy.bytes(15).toString('hex'),
      owner,
    };
    this.all.push(consumer);
    return consumer;
  }

  find(key: string): Consumer | undefined {
    return this.all.find(consumer => consumer.key === key);
  }

  ofOwner(owner: Owner): Consumer[] {
    return this.all.filter(consumer => consumer.owner === owner);
  }

  remove(consumer: Consumer): void {
    this.all.splice(this.all.indexOf(consumer), 1);
  }
}
